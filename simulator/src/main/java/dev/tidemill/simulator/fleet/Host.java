package dev.tidemill.simulator.fleet;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A machine: processes of one name run on it, one after the other, and can be paused. */
final class Host {

  final String name;
  final Link link;
  private final World world;
  private final List<Runnable> deferred = new ArrayList<>();
  private @Nullable Life life;
  private boolean paused;
  private long disturbedAt;
  private boolean heard;
  private int lives;
  private long wallJumpMs;

  Host(String name, World world) {
    this.name = name;
    this.world = world;
    this.link = new Link(world.time, world.random);
  }

  /** What its own clock shows, in Unix milliseconds. */
  long wallMs() {
    return world.time.nowMs() + wallJumpMs;
  }

  /** Its own clock is set. */
  void jumpWall(long ms) {
    wallJumpMs += ms;
  }

  /** The process that runs, or null. */
  @Nullable Life life() {
    return life;
  }

  void start() {
    if (life == null) {
      disturb("starts");
      Life begun = new Life(this, world, ++lives);
      life = begun;
      begun.start();
    }
  }

  void crash() {
    disturb("crashes");
    life = null;
    paused = false;
    deferred.clear();
  }

  /** Ends as asked to. */
  void stop() {
    if (life != null && !paused) {
      disturb("stops");
      life.stop();
    }
  }

  /** The process has ended by itself. */
  void ended(Life which) {
    if (life == which) {
      crash();
    }
  }

  void pause() {
    disturb("is paused");
    paused = true;
  }

  void resume() {
    disturb("is resumed");
    paused = false;
    List<Runnable> now = List.copyOf(deferred);
    deferred.clear();
    now.forEach(action -> world.time.after(0, action));
  }

  boolean isPaused() {
    return paused;
  }

  /** Runs something for a process if that still lives, later when it is paused. */
  void run(Life whose, Runnable action) {
    if (life != whose) {
      return;
    }
    if (paused) {
      deferred.add(() -> run(whose, action));
    } else {
      action.run();
    }
  }

  /** Something has happened to it: it is judged again once it has been heard. */
  void disturb(String what) {
    world.trace.add(name, () -> what);
    disturbedAt = world.time.nowMs();
    heard = false;
    world.seats.touch();
  }

  /** It was heard by a beat that it sent at that time. */
  void heard(long sentAt) {
    if (!heard && sentAt >= disturbedAt) {
      heard = true;
      world.seats.touch();
    }
  }

  /** Whether nothing has kept it from doing its duty since it was heard last. */
  boolean isWell() {
    return heard && life != null && life.isOpen() && !paused && !link.isCut() && !link.isSlow();
  }

  /** Since when nothing has happened to it. */
  long disturbedAt() {
    return disturbedAt;
  }
}

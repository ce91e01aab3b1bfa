package dev.tidemill.simulator.fleet;

import dev.tidemill.pool.node.AfterFence;
import java.util.ArrayList;
import java.util.List;

/** The line on which the pushers of a process add: one call under way. */
final class PushLoop {

  private static final long AGAIN_MS = 500;

  private final Life life;
  private final World world;
  private long epoch;
  private long seq;
  private long at;
  private long taken;
  private boolean exhausted;
  private boolean adding;

  PushLoop(Life life) {
    this.life = life;
    this.world = life.world;
  }

  void enter(long newEpoch) {
    epoch = newEpoch;
    seq = 0;
  }

  void at(String place) {
    at = place.isEmpty() ? 0 : Long.parseLong(place);
  }

  boolean isExhausted() {
    return exhausted || !life.reading().isOurs();
  }

  void start() {
    life.after(world.scenario.pushMs(), this::tick);
  }

  private void tick() {
    if (life.isStopping()) {
      return;
    }
    start();
    int pushers = life.hands.pushing(isExhausted());
    if (!adding && pushers > 0) {
      push(pushers);
    }
  }

  private void push(int messages) {
    String place = life.reading().takePlace();
    if (place != null) {
      at(place);
    }
    if (world.isOver()) {
      exhausted = true;
      life.hear(seats -> List.of());
      return;
    }
    adding = true;
    send(world.scenario.hasPlace() ? range(messages) : own(messages));
  }

  private Push range(int messages) {
    List<String> lines = new ArrayList<>();
    for (long line = at; line < at + messages; line++) {
      lines.add(Long.toString(line));
    }
    String from = at == 0 ? "" : Long.toString(at);
    String to = Long.toString(at + messages);
    return new Push(life.host.name, epoch, ++seq, World.SOURCE, from, to, lines);
  }

  private Push own(int messages) {
    List<String> texts = new ArrayList<>();
    for (int n = 0; n < messages; n++) {
      texts.add(life.who() + " " + ++taken);
    }
    return new Push(life.host.name, epoch, ++seq, "", "", "", texts);
  }

  private void send(Push push) {
    life.call(
        "add",
        () -> world.add(push),
        answer -> answered(push, answer),
        () -> life.after(AGAIN_MS, () -> send(push)));
  }

  private void answered(Push push, Push.Answer answer) {
    switch (answer.status()) {
      case "added", "already" -> {
        at += push.messages().size();
        adding = false;
        life.hear(seats -> seats.counted(answer.count()));
      }
      case "moved" -> {
        adding = false;
        life.reading().giveUp();
      }
      default ->
          life.call("hold", () -> world.hold(life), other -> refused(push, other), life::stop);
    }
  }

  private void refused(Push push, String other) {
    AfterFence next = AfterFence.of(!other.isEmpty(), !push.source().isEmpty());
    if (next == AfterFence.END) {
      life.stop();
      return;
    }
    life.call(
        "enter",
        () -> world.redis.enter(life.host.name),
        again -> entered(push, next, again),
        life::stop);
  }

  private void entered(Push push, AfterFence next, long again) {
    enter(again);
    if (next == AfterFence.ADD_AGAIN) {
      send(new Push(push.node(), epoch, ++seq, "", "", "", push.messages()));
    } else {
      adding = false;
      life.reading().giveUp();
    }
  }
}

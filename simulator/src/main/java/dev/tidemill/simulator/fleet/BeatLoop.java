package dev.tidemill.simulator.fleet;

import dev.tidemill.pool.node.Beat;
import dev.tidemill.pool.node.Reading.Step;
import java.util.Iterator;

/** The heartbeat of a process, as the pool's thread of that name. */
final class BeatLoop {

  private static final long AFTER_TROUBLE_MS = 200;

  private final Life life;
  private final World world;

  BeatLoop(Life life) {
    this.life = life;
    this.world = life.world;
  }

  void start() {
    life.after(Beat.PERIOD.toMillis(), this::beat);
  }

  private void troubled() {
    life.after(AFTER_TROUBLE_MS, this::start);
  }

  private void beat() {
    if (life.isStopping()) {
      return;
    }
    long sentAt = world.time.nowMs();
    String known = life.membership.version();
    life.call(
        "beat",
        () -> world.beat(life.host.name, known),
        beat -> heard(beat, sentAt),
        this::troubled);
  }

  private void heard(Beat beat, long sentAt) {
    if (life.isStopping()) {
      return;
    }
    life.hear(seats -> seats.dealtOver(life.membership.hear(beat)));
    life.host.heard(sentAt);
    world.seats.heard(life, beat);
    succeed(beat.expelled().iterator());
  }

  private void succeed(Iterator<String> dead) {
    if (!dead.hasNext()) {
      boolean works = life.seating().works();
      carryOut(world.scenario.hasPlace() ? life.reading().look(works) : Step.NONE);
      return;
    }
    String owner = dead.next();
    life.call(
        "handBack",
        () -> world.redis.jobs.handBack(owner + ":", "", owner + "/", world.redis.now()),
        back ->
            life.call(
                "handedBack",
                () -> world.redis.handedBack(owner),
                first -> succeed(dead),
                this::troubled),
        this::troubled);
  }

  private void carryOut(Step step) {
    String node = life.host.name;
    switch (step) {
      case NONE -> start();
      case TAKE ->
          life.call(
              "take",
              () -> world.redis.takeSource(node, World.SOURCE).split(" ", 2)[0],
              this::taken,
              this::troubled);
      case YIELD ->
          life.call(
              "leaveSource",
              () -> world.redis.leaveSource(node, World.SOURCE),
              left -> {
                life.reading().giveUp();
                start();
              },
              this::troubled);
      case ASK_PLACE ->
          life.call(
              "standing",
              () -> world.redis.ledger.fields.getOrDefault("at:" + World.SOURCE, ""),
              at -> carryOut(life.reading().placed(at, false)),
              this::troubled);
      case GIVE_BACK, END -> throw new IllegalStateException("every node can read this source");
    }
  }

  private void taken(String reader) {
    life.hear(seats -> seats.readBy(reader));
    boolean ours = reader.equals(life.host.name);
    carryOut(life.reading().taken(ours, life.seating().works()));
  }
}

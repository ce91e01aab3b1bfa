package dev.tidemill.simulator.fleet;

import dev.tidemill.pool.node.Beat;
import dev.tidemill.pool.node.Reading;
import dev.tidemill.pool.node.Seating;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.Staircase;
import java.util.List;

/** How a process begins: the calls of a pool's start, one after the other. */
final class Beginning {

  private final Life life;
  private final World world;
  private final String node;
  private Beat beat = new Beat("", java.time.Duration.ZERO, List.of(), List.of(), 0);
  private String reader = "";
  private String place = "";

  Beginning(Life life) {
    this.life = life;
    this.world = life.world;
    this.node = life.host.name;
  }

  /** Its predecessor is seen to be dead: they are of one machine. */
  void run() {
    life.call("hold", () -> world.hold(life), held -> first(), this::failed);
  }

  private void failed() {
    life.host.ended(life);
  }

  private void first() {
    life.call("beat", () -> world.beat(node, ""), this::lease, this::failed);
  }

  private void lease(Beat heard) {
    beat = heard;
    if (world.scenario.hasPlace()) {
      life.call(
          "take", () -> world.redis.takeSource(node, World.SOURCE), this::standing, this::failed);
    } else {
      enter();
    }
  }

  private void standing(String lease) {
    reader = lease.split(" ", 2)[0];
    life.call(
        "standing",
        () -> world.redis.ledger.fields.getOrDefault("at:" + World.SOURCE, ""),
        at -> {
          place = at;
          enter();
        },
        this::failed);
  }

  private void enter() {
    life.call("enter", () -> world.redis.enter(node), this::handBack, this::failed);
  }

  private void handBack(long epoch) {
    life.pushing.enter(epoch);
    life.pulling.enter(epoch);
    life.call(
        "handBack",
        () ->
            world.redis.jobs.handBack(
                node + ":", node + ":" + epoch + ":", node + "/", world.redis.now()),
        back -> load(),
        this::failed);
  }

  private void load() {
    life.call("load", world::loaded, this::plan, this::failed);
  }

  /** Where other nodes run the pool the plan is theirs. */
  private void plan(World.Loaded loaded) {
    PoolState stored = loaded.plan();
    if (stored != null && beat.others() > 0) {
      life.watch.note(stored);
      open(stored);
      return;
    }
    PoolState base = stored == null ? PoolState.fresh(world.scenario.settings()) : stored;
    PoolState next = Staircase.advance(base, loaded.count()).startedWith(world.scenario.settings());
    life.planning.save(next, Wish.NONE, this::open, this::load, this::failed);
  }

  private void open(PoolState plan) {
    boolean ours = !world.scenario.hasPlace() || reader.equals(node);
    life.pushing.at(place);
    Seating seating = new Seating(node, plan);
    life.open(seating, new Reading(ours, () -> life.hear(seats -> List.of())));
    life.hear(seats -> seats.dealtOver(life.membership.hear(beat)));
    life.hear(seats -> seats.readBy(reader));
    life.hear(Seating::begin);
    life.loops();
  }
}

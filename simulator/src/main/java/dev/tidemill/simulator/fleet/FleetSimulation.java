package dev.tidemill.simulator.fleet;

import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * One fleet through its troubles, the same each time for a seed.
 *
 * <p>After each event: messages counted are those in the queue or settled; nothing is stored twice
 * or by a node that was taken for dead; each stored plan comes of the one before it, as the table
 * of the staircase and what was decided have it; no worker is on two nodes, and no more push or
 * pull than may, for longer than a heartbeat. When it is left in peace, all agree and all is
 * handled.
 */
final class FleetSimulation {

  private static final long PEACE_MS = 20_000;
  private static final long LONGEST_MS = 900_000;

  private final long seed;
  private final World world;
  private final Faults faults;

  private FleetSimulation(long seed, boolean traced) {
    this.seed = seed;
    Random random = new Random(seed);
    this.world = new World(Scenario.of(random), random, traced);
    this.faults = new Faults(world);
  }

  /**
   * What came of it.
   *
   * @param events how many things have happened
   * @param nodes how many machines there were
   * @param violation what did not hold, or empty
   * @param trace everything that has happened, when it was asked for
   */
  record Outcome(long events, int nodes, String violation, String trace) {}

  /** Plays it. */
  static Outcome play(long seed, boolean traced) {
    return new FleetSimulation(seed, traced).run();
  }

  private Outcome run() {
    long[] events = {0};
    String violation = "";
    world.trace.add("seed " + seed, world.scenario::toString);
    try {
      faults.begin();
      long begun = world.time.nowMs();
      until(begun + world.scenario.troubledMs(), events);
      faults.end();
      until(world.time.nowMs() + PEACE_MS, events);
      await(this::isSettled, events);
      long count = world.redis.ledger.count();
      await(() -> world.redis.ledger.count() > count, events);
      world.end();
      drain(events);
    } catch (RuntimeException e) {
      violation = world.time.nowMs() + " " + e;
      world.trace.add("violation", e::toString);
    }
    return new Outcome(events[0], world.scenario.nodes(), violation, world.trace.text());
  }

  private void until(long ms, long[] events) {
    boolean[] there = {false};
    world.time.after(ms - world.time.nowMs(), () -> there[0] = true);
    while (!there[0]) {
      world.time.step();
      world.check();
      events[0]++;
    }
  }

  private void await(BooleanSupplier what, long[] events) {
    long latest = world.time.nowMs() + LONGEST_MS;
    while (!what.getAsBoolean()) {
      if (world.time.nowMs() > latest) {
        throw new Violation("left in peace: " + wrong());
      }
      until(world.time.nowMs() + 5_000, events);
    }
  }

  /** A single puller may have a long line before it: it is enough that the line gets shorter. */
  private void drain(long[] events) {
    while (!isSettled() || world.redis.jobs.left() > 0) {
      long left = world.redis.jobs.left();
      await(() -> isSettled() && world.redis.jobs.left() < Math.max(1, left), events);
    }
  }

  private boolean isSettled() {
    return world.seats.unsettled().isEmpty();
  }

  private String wrong() {
    String unsettled = world.seats.unsettled();
    if (!unsettled.isEmpty()) {
      return unsettled;
    }
    return world.isOver() ? "messages are left" : "nobody pushes";
  }
}

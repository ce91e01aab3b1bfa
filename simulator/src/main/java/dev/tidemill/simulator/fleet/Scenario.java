package dev.tidemill.simulator.fleet;

import dev.tidemill.pool.state.Limits;
import dev.tidemill.pool.state.PolicyKind;
import dev.tidemill.pool.state.PoolSettings;
import dev.tidemill.pool.state.TurnOrder;
import java.util.Random;

/**
 * A fleet and what it has to do.
 *
 * @param nodes how many machines there are
 * @param settings of the pool
 * @param hasPlace whether the source knows its place and one node reads it
 * @param pushMs how long a pusher waits between two messages
 * @param workMs how long a message is handled at most
 * @param troubledMs for how long there are faults
 * @param faultEveryMs how often, on average
 */
record Scenario(
    int nodes,
    PoolSettings settings,
    boolean hasPlace,
    long pushMs,
    long workMs,
    long troubledMs,
    long faultEveryMs) {

  /** By chance: most fleets are small, one in ten has up to 50 nodes. */
  static Scenario of(Random random) {
    int kind = random.nextInt(10);
    int most = kind == 0 ? 50 : kind < 4 ? 15 : 6;
    int nodes = 1 + random.nextInt(most);
    Limits limits = new Limits(1 + random.nextInt(12), 1 + random.nextInt(12));
    return new Scenario(
        nodes,
        new PoolSettings(limits, 1 + random.nextInt(12), policy(random), turnOrder(random)),
        random.nextBoolean(),
        200 + random.nextInt(1000),
        1 + random.nextInt(1500),
        15_000 + random.nextInt(30_000),
        500 + random.nextInt(nodes > 15 ? 2_000 : 8_000));
  }

  static PolicyKind policy(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> PolicyKind.FIXED;
      case 1 -> PolicyKind.BALANCE;
      default -> PolicyKind.STAIRCASE;
    };
  }

  static TurnOrder turnOrder(Random random) {
    return random.nextBoolean() ? TurnOrder.FIFO : TurnOrder.LIFO;
  }
}

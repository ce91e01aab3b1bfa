package dev.tidemill.pool.run;

import dev.tidemill.job.JobCounts;
import dev.tidemill.pool.state.Balance;
import dev.tidemill.pool.state.PolicyKind;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.Signals;
import dev.tidemill.pool.state.Trend;
import dev.tidemill.queue.Standing;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Watches a pool for {@link Balance} and asks it what to do; what comes of it goes to the helm.
 *
 * <p><b>Threading:</b> one thread.
 */
final class Pilot {

  private final Gauge gauge;
  private final PushLine line;
  private final Backpressure backpressure;
  private final InstantSource clock;
  private final Trend trend = new Trend();
  private @Nullable Signals now;

  Pilot(Gauge gauge, PushLine line, Backpressure backpressure, InstantSource clock) {
    this.gauge = gauge;
    this.line = line;
    this.backpressure = backpressure;
    this.clock = clock;
  }

  /** Takes in what was just seen; asks Redis nothing. */
  void look(PoolState plan, Gauge.Reading seen) {
    JobCounts counts = seen.counts();
    Standing standing = seen.standing();
    trend.add(
        new Trend.Look(
            clock.millis(),
            counts.waiting() + counts.prioritized(),
            counts.active(),
            standing.count(),
            standing.done() + standing.failed(),
            plan.pushers(),
            plan.pullers(),
            line.waiting(),
            backpressure.heldFor().toMillis()));
  }

  /**
   * Asks Redis for the oldest message, where that plan is one to be balanced.
   *
   * @throws dev.tidemill.redis.RedisException when Redis does not answer
   */
  void read(PoolState plan) {
    now =
        plan.policy() == PolicyKind.BALANCE
            ? trend.signals(gauge.oldestWaiting(), line.isExhausted())
            : null;
  }

  /** The plan that comes of what was read last. */
  PoolState decide(PoolState plan) {
    Signals signals = now;
    return signals == null ? plan : Balance.decide(plan, signals);
  }
}

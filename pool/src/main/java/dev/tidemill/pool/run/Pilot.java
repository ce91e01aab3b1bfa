package dev.tidemill.pool.run;

import dev.tidemill.job.JobCounts;
import dev.tidemill.pool.state.Balance;
import dev.tidemill.pool.state.PolicyKind;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.Signals;
import dev.tidemill.pool.state.Trend;
import dev.tidemill.queue.Standing;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches a pool for {@link Balance} and asks it what to do; what comes of it goes to the helm.
 *
 * <p><b>Threading:</b> one thread.
 */
final class Pilot {

  private final Gauge gauge;
  private final FleetSources sources;
  private final InstantSource clock;
  private final Trend trend = new Trend();
  private @Nullable Signals signals;

  Pilot(Gauge gauge, FleetSources sources, InstantSource clock) {
    this.gauge = gauge;
    this.sources = sources;
    this.clock = clock;
  }

  /** Takes in what was just seen; asks Redis nothing. */
  void look(PoolState plan, Gauge.Reading seen) {
    JobCounts counts = seen.counts();
    Standing standing = seen.standing();
    long now = clock.millis();
    sources.look(now);
    trend.add(
        new Trend.Look(
            now,
            counts.waiting() + counts.prioritized(),
            counts.active(),
            standing.count(),
            standing.done() + standing.failed(),
            plan.pushers(),
            plan.pullers(),
            sources.waiting(),
            sources.heldMs()));
  }

  /**
   * Asks Redis for the oldest message and for the sources of other nodes, where that plan is one to
   * be balanced.
   *
   * @throws dev.tidemill.redis.RedisException when Redis does not answer
   */
  void read(PoolState plan, List<String> nodes) {
    if (plan.policy() == PolicyKind.BALANCE) {
      sources.read(nodes);
      signals = trend.signals(gauge.oldestWaiting(), sources.haveEnded());
    } else {
      rest();
    }
  }

  /** Another node decides. */
  void rest() {
    sources.forget();
    signals = null;
  }

  /** The plan that comes of what was read last. */
  PoolState decide(PoolState plan) {
    Signals now = signals;
    return now == null ? plan : Balance.decide(plan, now);
  }
}

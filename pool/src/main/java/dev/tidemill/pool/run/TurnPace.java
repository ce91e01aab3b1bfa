package dev.tidemill.pool.run;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * How often the turns of a worker are written down: at once when it turns seldom, and in sum so
 * seldom that an hour of all workers of the plan fits into the history at any speed.
 *
 * <p><b>Threading:</b> one thread.
 */
final class TurnPace {

  /** So many entries a second for all workers of all nodes. */
  static final int MOST_A_SECOND = 20;

  private static final Duration LEAST = Duration.ofMillis(250);

  private final Map<String, Long> toldAtMs = new HashMap<>();

  /**
   * Whether what a worker has turned may be written down now; then it is taken to be.
   *
   * @param places all workers of the plan
   */
  boolean isDue(String worker, int places, long nowMs) {
    long gap = Math.max(LEAST.toMillis(), places * 1000L / MOST_A_SECOND);
    Long last = toldAtMs.get(worker);
    if (last != null && nowMs - last < gap) {
      return false;
    }
    toldAtMs.put(worker, nowMs);
    return true;
  }

  /** Forgets all others. */
  void keepOnly(Collection<String> workers) {
    toldAtMs.keySet().retainAll(workers);
  }
}

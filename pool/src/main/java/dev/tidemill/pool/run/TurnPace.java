package dev.tidemill.pool.run;

/**
 * How much of its workers a node may write down: at once what happens seldom, and in sum so little
 * that an hour of all workers of all nodes fits into the history at any speed.
 *
 * <p><b>Threading:</b> one thread.
 */
final class TurnPace {

  /** So many entries a second for all workers of all nodes. */
  static final int MOST_A_SECOND = 20;

  private static final long LEAST_MS = 250;
  private static final double SAVED_SECONDS = 10;

  private double left;
  private long lookedAtMs = -1;

  /**
   * How many entries this node may write now: its share of what all may, with what it has not
   * needed lately; and once each of its workers.
   *
   * @param here the workers of this node
   * @param places all workers of the plan
   * @param nodes all nodes
   */
  int most(int here, int places, int nodes, long nowMs) {
    double share = (here + 1.0) / (Math.max(here, places) + Math.max(1, nodes)); // in sum 1
    double aSecond = MOST_A_SECOND * share;
    double full = here + 1 + SAVED_SECONDS * aSecond;
    double more = lookedAtMs < 0 ? full : aSecond * Math.max(0, nowMs - lookedAtMs) / 1000;
    left = Math.min(full, left + more);
    lookedAtMs = nowMs;
    return Math.max(0, (int) left);
  }

  /** Hears how many it has written. */
  void written(int entries) {
    left -= entries;
  }

  /** The least time between two entries of a worker, of so many in all. */
  static long gapMs(int places) {
    return Math.max(LEAST_MS, places * 1000L / MOST_A_SECOND);
  }
}

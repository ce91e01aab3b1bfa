package dev.tidemill.pool.run;

import dev.tidemill.job.JobCounts;
import java.time.Duration;

/**
 * Finds out that a run waits for jobs which a worker elsewhere took and has since been silent: they
 * are active, nobody here has them, and there is nothing else.
 *
 * <p><b>Threading:</b> one thread watches, any asks.
 */
final class DeadJobs {

  /**
   * What is waited for.
   *
   * @param jobs how many; 0 for none
   * @param atMost until they come back
   */
  record Wait(long jobs, Duration atMost) {
    static final Wait NONE = new Wait(0, Duration.ZERO);
  }

  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Duration comeBackAfter;
  private volatile Wait wait = Wait.NONE;
  private long since; // of the thread that watches
  private boolean watching; // of the thread that watches

  /** The time after which the sweep has brought them back for certain. */
  DeadJobs(Duration comeBackAfter) {
    this.comeBackAfter = comeBackAfter;
  }

  void look(JobCounts counts, boolean someoneHandles, long nanos) {
    boolean alone = counts.active() > 0 && counts.active() == counts.unfinished();
    if (!alone || someoneHandles) {
      watching = false;
      wait = Wait.NONE;
      return;
    }
    if (!watching) {
      watching = true;
      since = nanos;
    }
    Duration waited = Duration.ofNanos(nanos - since);
    if (waited.compareTo(GRACE) >= 0) {
      Duration left = comeBackAfter.minus(waited);
      wait = new Wait(counts.active(), left.compareTo(GRACE) < 0 ? GRACE : left);
    }
  }

  Wait current() {
    return wait;
  }
}

package dev.tidemill.job;

/**
 * A job that this process has claimed.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class ActiveJob {

  private final Job job;
  private final String token;
  private volatile boolean settling;
  private volatile boolean lost;
  private volatile boolean discarded;
  private volatile Runnable whenLost = () -> {};

  /** A job that was claimed under that token. */
  public ActiveJob(Job job, String token) {
    this.job = job;
    this.token = token;
  }

  /** The job as it was claimed. */
  public Job job() {
    return job;
  }

  /** Under which it was claimed; unique for ever. */
  public String token() {
    return token;
  }

  /**
   * Whether it is no longer ours: its lock ran out or was taken, and its outcome will be refused.
   */
  public boolean lockLost() {
    return lost;
  }

  /** Has something done once the lock is lost, or now if it is. */
  public void whenLost(Runnable action) {
    whenLost = action;
    if (lost) {
      action.run();
    }
  }

  /** Has it not tried again should this attempt fail. */
  public void discard() {
    discarded = true;
  }

  /** Whether it is not to be tried again should this attempt fail. */
  public boolean isDiscarded() {
    return discarded;
  }

  /** Told by the consumer when the outcome is on its way: a lock that ends now is not lost. */
  public void settling() {
    settling = true;
  }

  /** Told by the consumer when a renewal was refused; answers whether that is a loss. */
  public boolean loseLock() {
    if (settling || lost) {
      return false;
    }
    lost = true;
    whenLost.run();
    return true;
  }
}

package dev.tidemill.job;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * A job that this process has claimed.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class ActiveJob {

  /** Why a job is cancelled whose lock is gone. */
  static final String LOCK_LOST = "the lock of the job was lost";

  private final Job job;
  private final String token;
  private volatile boolean settling;
  private volatile boolean lost; // written under this
  private volatile boolean discarded;
  private volatile @Nullable String failureTrace;
  private volatile @Nullable String cancelReason; // written under this
  private Runnable whenLost = () -> {}; // guarded by this, run under it
  private Runnable whenCancelled = () -> {}; // guarded by this

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

  /** Why its handler is to stop, or null when it is not. */
  public @Nullable String cancelReason() {
    return cancelReason;
  }

  /**
   * Has something done that makes its handler stop, once the lock is lost or somebody interrupts
   * it, or now if the lock is lost. What was to be done before is not done any more, and is not
   * under way, once this returns: be quick.
   */
  public synchronized void whenLost(Runnable action) {
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

  /**
   * Has a text stored with the job should this attempt fail: what ties the failure to its trace.
   */
  public void failureTrace(@Nullable String metadata) {
    failureTrace = metadata;
  }

  /** What is stored with the job should this attempt fail, or null for nothing. */
  public @Nullable String failureTrace() {
    return failureTrace;
  }

  /** Has something more done once the job is cancelled, or now if it is. */
  public void whenCancelled(Runnable action) {
    synchronized (this) {
      if (cancelReason == null) {
        Runnable before = whenCancelled;
        whenCancelled =
            () -> {
              before.run();
              action.run();
            };
        return;
      }
    }
    action.run();
  }

  /**
   * Asks its handler to stop.
   *
   * @return false when the handler has ended, or was asked before
   */
  public boolean cancel(String reason) {
    Runnable action;
    synchronized (this) {
      if (settling || cancelReason != null) {
        return false;
      }
      cancelReason = reason;
      action = whenCancelled;
    }
    try {
      action.run();
    } catch (RuntimeException e) {
      System.getLogger(ActiveJob.class.getName())
          .log(Level.WARNING, "What job " + job.id() + " does when it is cancelled failed", e);
    }
    return true;
  }

  /** Makes its handler stop if it heeds interruption; does nothing when that has ended. */
  public void interrupt() {
    synchronized (this) {
      if (!settling) {
        whenLost.run();
      }
    }
  }

  /** Told by the consumer when the outcome is on its way: a lock that ends now is not lost. */
  public void settling() {
    settling = true;
  }

  /** Told by the consumer when a renewal was refused; answers whether that is a loss. */
  public boolean loseLock() {
    synchronized (this) {
      if (settling || lost) {
        return false;
      }
      lost = true;
    }
    cancel(LOCK_LOST);
    synchronized (this) {
      whenLost.run();
    }
    return true;
  }
}

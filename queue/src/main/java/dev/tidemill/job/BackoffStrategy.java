package dev.tidemill.job;

import java.time.Duration;

/**
 * Says how long failed jobs wait before they are tried again, for those whose backoff is of a type
 * of the user's own. All workers of a queue should agree on it.
 *
 * <p><b>Threading:</b> called on the thread of the handler that failed. What it throws fails the
 * job for good.
 */
@FunctionalInterface
public interface BackoffStrategy {

  /** Not to be tried again, whatever attempts are left. */
  Duration NO_MORE = Duration.ofMillis(-1);

  /** How long the job waits; zero for not at all, {@link #NO_MORE} to give it up. */
  Duration delay(FailedAttempt failed);
}

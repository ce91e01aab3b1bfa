package dev.tidemill.worker;

import dev.tidemill.job.Backoff;
import dev.tidemill.job.BackoffStrategy;
import dev.tidemill.job.FailedAttempt;
import dev.tidemill.job.Job;
import dev.tidemill.job.Outcome;
import dev.tidemill.wire.StoredOptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes an outcome of what a handler threw, and asks the user's own backoff how long to wait when
 * the job's backoff is none of the built-in ones.
 *
 * @param strategy the user's, or null
 */
record Failures(@Nullable BackoffStrategy strategy) {

  Outcome.Failed of(Job job, Throwable cause) {
    Outcome.Failed failed = Outcome.Failed.of(cause);
    if (strategy == null) {
      return failed;
    }
    StoredOptions stored = StoredOptions.parse(job.options());
    Backoff backoff = stored.backoff();
    int attempt = job.attemptsMade() + 1;
    if (backoff == null || backoff.isBuiltIn() || attempt >= stored.attempts()) {
      return failed;
    }
    try {
      FailedAttempt told = new FailedAttempt(job, attempt, backoff.type(), cause);
      return failed.retryAfter(Objects.requireNonNull(strategy.delay(told), "it answered null"));
    } catch (RuntimeException | Error broken) {
      String why = " (the worker's backoff function failed for '" + backoff.type() + "': ";
      return new Outcome.Failed(
          failed.reason() + why + Outcome.Failed.of(broken).reason() + ")",
          failed.stacktrace(),
          false);
    }
  }
}

package dev.tidemill.worker;

import dev.tidemill.event.WorkerEvent;
import dev.tidemill.input.InvalidOption;
import dev.tidemill.job.Backoff;
import dev.tidemill.job.Job;
import dev.tidemill.job.Keep;
import dev.tidemill.job.Outcome;
import dev.tidemill.wire.Settlement;
import dev.tidemill.wire.StoredOptions;
import dev.tidemill.wire.Traces;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of a job after an attempt (protocol 3.7): pure, given the job, its outcome and
 * a source of chance.
 *
 * @param settlement what Redis is told
 * @param event what listeners are told once Redis has agreed; null for nothing
 */
record Verdict(Settlement settlement, @Nullable WorkerEvent event) {

  /**
   * Never throws: many jobs go in one call, and none is to suffer for what is odd about another.
   */
  static Verdict of(Finished finished, FeedOptions options, DoubleSupplier chance) {
    try {
      return decided(finished, options, chance);
    } catch (RuntimeException odd) {
      return undecided(finished, options, odd);
    }
  }

  private static Verdict undecided(Finished finished, FeedOptions options, Throwable odd) {
    Job job = finished.active().job();
    String why = "cannot be retried: " + Outcome.Failed.of(odd).reason();
    Outcome.Failed failure =
        finished.outcome() instanceof Outcome.Failed failed
            ? new Outcome.Failed(failed.reason() + " (" + why + ")", failed.stacktrace(), false)
            : new Outcome.Failed(why, List.of(), false);
    return new Verdict(
        new Settlement.Failed(
            job.id(),
            finished.active().token(),
            finished.at(),
            why(finished, failure.reason(), Traces.append(null, failure.stacktrace(), -1)),
            options.removeOnFail(),
            0),
        new WorkerEvent.Failed(job, failure.reason()));
  }

  private static Settlement.Why why(Finished finished, String reason, String traces) {
    return new Settlement.Why(reason, traces, finished.active().failureTrace());
  }

  private static Verdict decided(Finished finished, FeedOptions options, DoubleSupplier chance) {
    Job job = finished.active().job();
    String token = finished.active().token();
    return switch (finished.outcome()) {
      case Outcome.Completed(String value) ->
          new Verdict(
              new Settlement.Completed(
                  job.id(),
                  token,
                  finished.at(),
                  value,
                  keepCompleted(job, options),
                  Settlement.Completed.attempt(job)),
              new WorkerEvent.Completed(job, value));
      case Outcome.Failed failure -> failed(finished, failure, options, chance);
      case Outcome.HandedBack() ->
          new Verdict(new Settlement.Returned(job.id(), token, finished.at()), null);
      case Outcome.Waiting() ->
          new Verdict(new Settlement.Returned(job.id(), token, finished.at()), null);
      case Outcome.Delayed(Duration by) ->
          new Verdict(
              new Settlement.Postponed(job.id(), token, finished.at(), by.toMillis()), null);
      case Outcome.WaitingChildren(String child) ->
          new Verdict(new Settlement.ForChildren(job.id(), token, finished.at(), child), null);
      case Outcome.RateLimited(Duration by) ->
          new Verdict(new Settlement.Limited(job.id(), token, finished.at(), by.toMillis()), null);
    };
  }

  private static Keep keepCompleted(Job job, FeedOptions options) {
    // Most jobs leave it to the worker: those need no parser.
    if (!job.options().contains("removeOnComplete")) {
      return options.removeOnComplete();
    }
    Keep own = StoredOptions.parse(job.options()).removeOnComplete();
    return own == null ? options.removeOnComplete() : own;
  }

  private static Keep keepFailed(StoredOptions stored, FeedOptions options) {
    Keep own = stored.removeOnFail();
    return own == null ? options.removeOnFail() : own;
  }

  private static Verdict failed(
      Finished finished, Outcome.Failed failure, FeedOptions options, DoubleSupplier chance) {
    Job job = finished.active().job();
    StoredOptions stored = StoredOptions.parse(job.options());
    @Nullable String before = job.fields().get("stacktrace");
    String traces = Traces.append(before, failure.stacktrace(), stored.stackTraceLimit());
    Retry retry = Retry.of(job, failure, stored, options, chance);
    if (retry.reason() == null) {
      Settlement.Why why = why(finished, failure.reason(), traces);
      WorkerEvent told = new WorkerEvent.Retrying(job, failure.reason(), retry.millis());
      return new Verdict(again(finished, why, retry.millis(), stored.lifo()), told);
    }
    return new Verdict(
        new Settlement.Failed(
            job.id(),
            finished.active().token(),
            finished.at(),
            why(finished, retry.reason(), traces),
            keepFailed(stored, options),
            stored.attempts()),
        new WorkerEvent.Failed(job, retry.reason()));
  }

  private static Settlement again(
      Finished finished, Settlement.Why why, long millis, boolean lifo) {
    String id = finished.active().job().id();
    String token = finished.active().token();
    return millis > 0
        ? new Settlement.Delayed(id, token, finished.at(), why, millis)
        : new Settlement.Retried(id, token, finished.at(), why, lifo);
  }

  /**
   * Whether and when a failed job is tried again.
   *
   * @param millis the wait
   * @param reason why it has failed for good, or null when it is tried again
   */
  private record Retry(long millis, @Nullable String reason) {

    static Retry of(
        Job job,
        Outcome.Failed failure,
        StoredOptions stored,
        FeedOptions options,
        DoubleSupplier chance) {
      boolean tooOften = options.maxStarted() > 0 && job.attemptsStarted() >= options.maxStarted();
      int attempt = job.attemptsMade() + 1;
      if (!failure.recoverable() || tooOften || attempt >= stored.attempts()) {
        return new Retry(0, failure.reason());
      }
      Duration own = failure.retryAfter();
      if (own != null) {
        return own.isNegative() ? new Retry(0, failure.reason()) : new Retry(own.toMillis(), null);
      }
      Backoff backoff = stored.backoff();
      if (backoff == null) {
        return new Retry(0, null);
      }
      try {
        return new Retry(backoff.millis(attempt, chance.getAsDouble()), null);
      } catch (InvalidOption unknownType) {
        return new Retry(0, failure.reason() + " (" + unknownType.getMessage() + ")");
      }
    }
  }

  /** How many characters an outcome brings to a call, about. */
  static int length(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Completed(String value) -> value.length();
      case Outcome.Failed failure ->
          failure.reason().length() + failure.stacktrace().stream().mapToInt(String::length).sum();
      case Outcome.HandedBack back -> 0;
      case Outcome.Waiting waiting -> 0;
      case Outcome.Delayed delayed -> 0;
      case Outcome.WaitingChildren waiting -> 0;
      case Outcome.RateLimited limited -> 0;
    };
  }
}

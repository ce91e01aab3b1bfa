package dev.tidemill.queue;

import dev.tidemill.input.InvalidOption;
import dev.tidemill.job.BackoffStrategy;
import dev.tidemill.job.Keep;
import dev.tidemill.job.RateLimit;
import dev.tidemill.job.TimeBound;
import dev.tidemill.worker.FeedOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Worker} consumes its queue. The defaults are BullMQ's.
 *
 * @param queue which queue
 * @param name told to the jobs it takes; empty for none
 * @param concurrency how many jobs it handles at once
 * @param limiter how many jobs may start in a window, over all workers of the queue; null for any
 * @param lockDuration how long a job stays its own without renewal
 * @param renewLocks whether locks are renewed while jobs run; without it a job that runs longer
 *     than the lock lasts is handed to somebody else as well
 * @param stalledInterval how often jobs of silent workers are looked for
 * @param checkStalled whether they are looked for; one worker of a queue that does is enough
 * @param maxStalledCount how often a job may stall before it fails
 * @param maxStartedAttempts how often a job may start in all before it fails; 0 for any number
 * @param drainDelay how long one wait for jobs lasts when the queue is empty; jobs end it at once
 * @param removeOnComplete what stays of a completed job that does not say so itself
 * @param removeOnFail what stays of a failed job that does not say so itself
 * @param backoff says how long failed jobs wait whose backoff is of a type of the user's own; null
 *     for nobody, then such a job fails for good
 * @param metrics for how many minutes it has Redis count the jobs that finish; 0 for not at all
 * @param threads makes one thread for each job that runs at once; by default virtual ones, or of
 *     the platform's when it is built for one job at once
 * @param executor runs the handlers while those threads wait for them; null for nobody: then they
 *     run on those threads. It should have a thread for each job that runs at once
 * @param clock for all that is stored
 */
public record WorkerOptions(
    QueueOptions queue,
    String name,
    int concurrency,
    @Nullable RateLimit limiter,
    Duration lockDuration,
    boolean renewLocks,
    Duration stalledInterval,
    boolean checkStalled,
    int maxStalledCount,
    int maxStartedAttempts,
    Duration drainDelay,
    Keep removeOnComplete,
    Keep removeOnFail,
    @Nullable BackoffStrategy backoff,
    int metrics,
    ThreadFactory threads,
    @Nullable Executor executor,
    InstantSource clock) {

  /** Checks the bounds. */
  public WorkerOptions {
    checkConcurrency(concurrency);
    if (metrics < 0) {
      throw new InvalidOption(
          "metrics is " + metrics + ": give a number of minutes, or 0 for none");
    }
    if (maxStalledCount < 0) {
      throw new InvalidOption("maxStalledCount is " + maxStalledCount + ": give 0 or more");
    }
    if (maxStartedAttempts < 0) {
      throw new InvalidOption(
          "maxStartedAttempts is " + maxStartedAttempts + ": give 1 or more, or 0 for any number");
    }
    if (TimeBound.check("lockDuration", lockDuration).toMillis() < 100) {
      throw new InvalidOption("lockDuration is " + lockDuration + ": give at least 100 ms");
    }
    TimeBound.positive("stalledInterval", stalledInterval);
    TimeBound.positive("drainDelay", drainDelay);
  }

  /** The same for what claims and settles the jobs. */
  FeedOptions feed() {
    return FeedOptions.builder(queue.redis(), queue.prefix(), queue.name())
        .name(name)
        .limiter(limiter)
        .lock(lockDuration)
        .sweep(stalledInterval, maxStalledCount)
        .chores(renewLocks, checkStalled)
        .maxStarted(maxStartedAttempts)
        .drainDelay(drainDelay)
        .removeOnComplete(removeOnComplete)
        .removeOnFail(removeOnFail)
        .metrics(metrics)
        .greeting(new Opening(queue, false))
        .clock(clock)
        .build();
  }

  static void checkConcurrency(int concurrency) {
    if (concurrency < 1) {
      throw new InvalidOption("concurrency is " + concurrency + ": give at least 1");
    }
  }

  /** A builder that starts from the defaults. */
  public static WorkerOptionsBuilder builder(QueueOptions queue) {
    return new WorkerOptionsBuilder(queue);
  }
}

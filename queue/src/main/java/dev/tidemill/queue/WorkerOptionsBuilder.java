package dev.tidemill.queue;

import dev.tidemill.job.BackoffStrategy;
import dev.tidemill.job.Keep;
import dev.tidemill.job.RateLimit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Collects {@link WorkerOptions}, which tell what each means. Not thread-safe. */
public final class WorkerOptionsBuilder {

  private final QueueOptions queue;
  private String name = "";
  private int concurrency = 1;
  private @Nullable RateLimit limiter;
  private Duration lockDuration = Duration.ofSeconds(30);
  private boolean renewLocks = true;
  private Duration stalledInterval = Duration.ofSeconds(30);
  private boolean checkStalled = true;
  private int maxStalledCount = 1;
  private int maxStartedAttempts;
  private Duration drainDelay = Duration.ofSeconds(5);
  private Keep removeOnComplete = Keep.all();
  private Keep removeOnFail = Keep.all();
  private @Nullable BackoffStrategy backoff;
  private int metrics;
  private @Nullable ThreadFactory threads;
  private @Nullable Executor executor;
  private InstantSource clock = InstantSource.system();

  WorkerOptionsBuilder(QueueOptions queue) {
    this.queue = queue;
  }

  /** Sets the name told to the jobs. */
  public WorkerOptionsBuilder name(String value) {
    name = value;
    return this;
  }

  /** Sets how many jobs run at once. */
  public WorkerOptionsBuilder concurrency(int value) {
    concurrency = value;
    return this;
  }

  /** Sets how many jobs may start in a window. */
  public WorkerOptionsBuilder limiter(@Nullable RateLimit value) {
    limiter = value;
    return this;
  }

  /** Sets how long a job stays the worker's own without renewal. */
  public WorkerOptionsBuilder lockDuration(Duration value) {
    lockDuration = value;
    return this;
  }

  /** Sets whether locks are renewed while jobs run (BullMQ: {@code skipLockRenewal}). */
  public WorkerOptionsBuilder renewLocks(boolean value) {
    renewLocks = value;
    return this;
  }

  /** Sets whether jobs of silent workers are looked for (BullMQ: {@code skipStalledCheck}). */
  public WorkerOptionsBuilder checkStalled(boolean value) {
    checkStalled = value;
    return this;
  }

  /** Sets how long one wait for jobs lasts when the queue is empty. */
  public WorkerOptionsBuilder drainDelay(Duration value) {
    drainDelay = value;
    return this;
  }

  /** Sets how often jobs of silent workers are looked for, and how often one may stall. */
  public WorkerOptionsBuilder stalled(Duration interval, int maxCount) {
    stalledInterval = interval;
    maxStalledCount = maxCount;
    return this;
  }

  /** Sets how often a job may start in all. */
  public WorkerOptionsBuilder maxStartedAttempts(int value) {
    maxStartedAttempts = value;
    return this;
  }

  /** Sets what stays of completed jobs. */
  public WorkerOptionsBuilder removeOnComplete(Keep value) {
    removeOnComplete = value;
    return this;
  }

  /** Sets what stays of failed jobs. */
  public WorkerOptionsBuilder removeOnFail(Keep value) {
    removeOnFail = value;
    return this;
  }

  /** Sets who says how long jobs wait whose backoff is of a type of the user's own. */
  public WorkerOptionsBuilder backoff(@Nullable BackoffStrategy value) {
    backoff = value;
    return this;
  }

  /** Sets for how many minutes finished jobs are counted, two weeks being 20 160. */
  public WorkerOptionsBuilder metrics(int minutes) {
    metrics = minutes;
    return this;
  }

  /** Sets what makes the threads that run the jobs; else see {@link WorkerOptions#threads()}. */
  public WorkerOptionsBuilder threads(ThreadFactory value) {
    threads = value;
    return this;
  }

  /** Sets what runs the handlers; it is the caller's, and is not shut down. */
  public WorkerOptionsBuilder executor(@Nullable Executor value) {
    executor = value;
    return this;
  }

  /** Sets the clock for all that is stored. */
  public WorkerOptionsBuilder clock(InstantSource value) {
    clock = value;
    return this;
  }

  /** The options collected. */
  public WorkerOptions build() {
    return new WorkerOptions(
        queue,
        name,
        concurrency,
        limiter,
        lockDuration,
        renewLocks,
        stalledInterval,
        checkStalled,
        maxStalledCount,
        maxStartedAttempts,
        drainDelay,
        removeOnComplete,
        removeOnFail,
        backoff,
        metrics,
        threads == null ? usualThreads() : threads,
        executor,
        clock);
  }

  /** A single slot speaks with Redis itself, which is cheapest on a thread of the platform's. */
  private ThreadFactory usualThreads() {
    return concurrency == 1
        ? Thread.ofPlatform().daemon().name("tidemill-job-", 1).factory()
        : Thread.ofVirtual().name("tidemill-job-", 1).factory();
  }
}

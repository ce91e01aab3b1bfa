package dev.tidemill.worker;

import dev.tidemill.job.ActiveJob;
import dev.tidemill.job.Outcome;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** One of a consumer's threads: takes a job, runs it, settles it and takes the next. */
final class Slot {

  private final JobFeed feed;
  private final JobRunner runner;
  private final String worker;
  private final Slots all;
  private final Thread thread;
  private volatile @Nullable Claim claim; // the one awaited, null while a job runs
  private volatile boolean retired;

  /**
   * A slot that does not run yet.
   *
   * @param worker told to the jobs; empty for nobody
   * @param all asked before and after each job whether this slot takes another
   * @param threads makes the thread
   */
  Slot(JobFeed feed, JobRunner runner, String worker, Slots all, ThreadFactory threads) {
    this.feed = feed;
    this.runner = runner;
    this.worker = worker;
    this.all = all;
    this.thread = threads.newThread(this::run);
  }

  /** Starts it; it ends when it is retired or the feed is closed. */
  void start() {
    thread.start();
  }

  /** Whether it waits for a job. */
  boolean isIdle() {
    return claim != null;
  }

  /** Has it end; a job that it is being handed at this moment is its last. */
  void retire() {
    retired = true;
    Claim waiting = claim;
    if (waiting != null) {
      waiting.cancel();
    }
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  /** Waits until it has ended; false when the time is up first. */
  boolean awaitEnd(Duration atMost) throws InterruptedException {
    return thread.join(atMost);
  }

  private void run() {
    Claim next = feed.claim(worker);
    while (true) {
      ActiveJob job;
      try {
        job = await(next);
      } catch (InterruptedException e) {
        continue; // the feed and whoever retires it end a slot, nobody else does
      }
      if (job == null) {
        return;
      }
      claim = null;
      Outcome outcome = outcome(job);
      if (retired || all.dismisses(this)) {
        Settled unused = feed.settle(job, outcome).join();
        return;
      }
      next =
          all.isOne()
              ? feed.settleAndClaimAlone(job, outcome, worker)
              : feed.settleAndClaim(job, outcome, worker);
    }
  }

  /** A thread that dies holds its job for ever: whatever gets here is an outcome. */
  private Outcome outcome(ActiveJob job) {
    try {
      return runner.run(job);
    } catch (RuntimeException | Error e) {
      return JobRunner.notRun("the worker itself failed: " + e.getClass().getName());
    }
  }

  private @Nullable ActiveJob await(Claim next) throws InterruptedException {
    claim = next;
    // Perhaps it was retired, or became one too many, before the claim could be seen.
    if (retired || all.dismisses(this)) {
      retired = true;
      next.cancel();
    }
    return next.await();
  }
}

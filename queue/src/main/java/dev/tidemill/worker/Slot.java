package dev.tidemill.worker;

import dev.tidemill.job.ActiveJob;
import dev.tidemill.job.Outcome;
import java.util.concurrent.ThreadFactory;

/** One of a consumer's threads: takes a job, runs it, settles it and takes the next. */
public final class Slot {

  private final JobFeed feed;
  private final JobRunner runner;
  private final String worker;
  private final Thread thread;

  /**
   * A slot that does not run yet.
   *
   * @param worker told to the jobs; empty for nobody
   * @param threads makes the thread
   */
  public Slot(JobFeed feed, JobRunner runner, String worker, ThreadFactory threads) {
    this.feed = feed;
    this.runner = runner;
    this.worker = worker;
    this.thread = threads.newThread(this::run);
  }

  /** Starts it; it ends when the feed is closed. */
  public void start() {
    thread.start();
  }

  private void run() {
    Claim claim = feed.claim(worker);
    while (true) {
      ActiveJob job;
      try {
        job = claim.await();
      } catch (InterruptedException e) {
        continue; // the feed ends a slot, nobody else does
      }
      if (job == null) {
        return;
      }
      Outcome outcome = runner.run(job);
      claim = feed.settleAndClaim(job, outcome, worker);
    }
  }
}

package dev.tidemill.server.api.health;

import dev.tidemill.job.Job;
import dev.tidemill.pool.handler.Handler;
import dev.tidemill.pool.handler.Handlers;
import dev.tidemill.pool.handler.QuickHandler;
import java.time.InstantSource;
import java.util.List;

/**
 * How long the messages of the pool waited until they were first handled, how long handling took
 * and how long turning, as this process's workers see it: nothing is asked of Redis.
 *
 * @param waits from when they were due
 * @param runs each attempt, whatever came of it
 * @param turns from the decision until the worker looked for work in its new role
 */
public record PoolTimes(Histogram waits, Histogram runs, Histogram turns) {

  /** Nothing yet. */
  public static PoolTimes none() {
    return new PoolTimes(new Histogram(), new Histogram(), new Histogram());
  }

  /**
   * The same handler, its messages counted here.
   *
   * @param clock as that of those who add
   */
  public Handler around(Handler handler, InstantSource clock) {
    if (Handlers.isNone(handler)) {
      return handler;
    }
    return handler instanceof QuickHandler quick
        ? new TimedTogether(quick, clock, this)
        : new Timed(handler, clock, this);
  }

  private void waited(Job job, long nowMillis) {
    if (job.attemptsMade() == 0) {
      long millis = nowMillis - job.timestamp() - job.delay();
      waits.record(Math.max(0, millis) * 1_000_000);
    }
  }

  private record Timed(Handler handler, InstantSource clock, PoolTimes times) implements Handler {

    @Override
    public void open() {
      handler.open();
    }

    @Override
    public String handle(Job job) throws Exception {
      times.waited(job, clock.millis());
      long began = System.nanoTime();
      try {
        return handler.handle(job);
      } finally {
        times.runs.record(System.nanoTime() - began);
      }
    }

    @Override
    public void close() {
      handler.close();
    }

    /** Nodes compare what they work on by this. */
    @Override
    public String toString() {
      return handler.toString();
    }
  }

  /** Of messages that are handled together each has its share of the time. */
  private record TimedTogether(QuickHandler handler, InstantSource clock, PoolTimes times)
      implements QuickHandler {

    @Override
    public void open() {
      handler.open();
    }

    @Override
    public List<String> handleAll(List<Job> jobs) throws Exception {
      long now = clock.millis();
      jobs.forEach(job -> times.waited(job, now));
      long began = System.nanoTime();
      try {
        return handler.handleAll(jobs);
      } finally {
        long share = (System.nanoTime() - began) / jobs.size();
        jobs.forEach(job -> times.runs.record(share));
      }
    }

    @Override
    public void close() {
      handler.close();
    }

    /** Nodes compare what they work on by this. */
    @Override
    public String toString() {
      return handler.toString();
    }
  }
}

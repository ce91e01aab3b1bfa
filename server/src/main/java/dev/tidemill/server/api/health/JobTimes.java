package dev.tidemill.server.api.health;

import dev.tidemill.job.Job;
import dev.tidemill.pool.handler.Handler;
import dev.tidemill.pool.handler.Handlers;
import java.time.InstantSource;

/**
 * How long the messages of the pool waited until they were first handled, and how long handling
 * took, as the pool's own workers see it: nothing is asked of Redis.
 *
 * @param waits from when they were due
 * @param runs each attempt, whatever came of it
 */
public record JobTimes(Histogram waits, Histogram runs) {

  /** Nothing yet. */
  public static JobTimes none() {
    return new JobTimes(new Histogram(), new Histogram());
  }

  /**
   * The same handler, its messages counted here.
   *
   * @param clock as that of those who add
   */
  public Handler around(Handler handler, InstantSource clock) {
    return Handlers.isNone(handler) ? handler : new Timed(handler, clock, this);
  }

  private void waited(Job job, long nowMillis) {
    if (job.attemptsMade() == 0) {
      long millis = nowMillis - job.timestamp() - job.delay();
      waits.record(Math.max(0, millis) * 1_000_000);
    }
  }

  private record Timed(Handler handler, InstantSource clock, JobTimes times) implements Handler {

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
  }
}

package dev.tidemill.pool.run;

import dev.tidemill.job.JobCounts;
import dev.tidemill.loop.Waiter;
import dev.tidemill.redis.RedisException;
import java.time.Duration;

/**
 * The end of all work: the source has ended, no job is left in the queue, and the source is marked.
 *
 * <p><b>Threading:</b> one thread waits, any ends it.
 */
final class Finish {

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final PushLine line;
  private final SourceWatch watch;
  private final Gauge gauge;
  private final Crew crew;
  private final FinishMark mark = new FinishMark(this::marks);
  private final DeadJobs dead = new DeadJobs(Begun.LOCK.plus(Begun.SWEEP).plus(Begun.SWEEP));
  private final Waiter pause = new Waiter();
  private volatile boolean over;

  Finish(PushLine line, SourceWatch watch, Gauge gauge, Crew crew) {
    this.line = line;
    this.watch = watch;
    this.gauge = gauge;
    this.crew = crew;
  }

  /**
   * Waits for it.
   *
   * @return whether it came within the time and before the end of the shift
   * @throws RuntimeException why the source ended before its end, once the queue is empty
   */
  boolean await(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!isEmpty() || !isMarked()) {
      long left = end - System.nanoTime();
      if (left <= 0 || over) {
        return false;
      }
      pause.await(Duration.ofNanos(Math.min(left, LOOK_EVERY.toNanos())));
    }
    return true;
  }

  private boolean isMarked() throws InterruptedException {
    RuntimeException failure = line.failure();
    if (failure != null) {
      throw failure;
    }
    return mark.isMade(LOOK_EVERY);
  }

  private boolean marks() {
    boolean marked = line.finish();
    if (marked) {
      watch.finished();
    }
    return marked;
  }

  private boolean isEmpty() {
    if (!line.isDone()) {
      return false;
    }
    try {
      JobCounts counts = gauge.look().counts();
      dead.look(counts, someoneHandles(), System.nanoTime());
      return counts.unfinished() == 0;
    } catch (RedisException e) {
      return false; // it is waited for
    }
  }

  private boolean someoneHandles() {
    return crew.workers().stream().anyMatch(worker -> worker.doing() == Doing.HANDLING);
  }

  /** The jobs of a silent worker that are all that is waited for. */
  DeadJobs.Wait dead() {
    return dead.current();
  }

  /** Has nobody wait any more: the shift ends. */
  void end() {
    over = true;
  }
}

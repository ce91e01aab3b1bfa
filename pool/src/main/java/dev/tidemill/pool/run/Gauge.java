package dev.tidemill.pool.run;

import dev.tidemill.job.JobCounts;
import dev.tidemill.job.JobState;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.Standing;
import dev.tidemill.redis.RedisException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The last look at the queue's counts and at the ledger.
 *
 * <p><b>Threading:</b> any thread reads; one at a time looks, and who comes meanwhile waits for
 * what it sees, but for two seconds at most: then Redis is taken for lost, and what is there is
 * taken.
 */
public final class Gauge {

  private static final Duration LOST_AFTER = Duration.ofSeconds(2);

  /**
   * What a look has seen.
   *
   * @param counts the jobs of the queue by state
   * @param standing what the ledger says
   */
  public record Reading(JobCounts counts, Standing standing) {}

  private static final Reading NOTHING =
      new Reading(new JobCounts(0, 0, 0, 0, 0, 0, 0), new Standing(0, 0, 0, 0));

  private static final long NOT_LOOKING = Long.MIN_VALUE;

  private final Queue queue;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile Reading reading = NOTHING;
  private volatile long lookedAt = System.nanoTime() - Duration.ofDays(1).toNanos();
  private volatile long answeredAt = System.nanoTime();
  private volatile long begunAt = NOT_LOOKING;
  private volatile boolean ok;

  /** Looks at that queue. */
  public Gauge(Queue queue) {
    this.queue = queue;
  }

  /**
   * Looks now.
   *
   * @throws RedisException when Redis does not answer
   */
  public Reading look() {
    looking.lock();
    try {
      begunAt = System.nanoTime();
      Reading seen = new Reading(queue.counts(), queue.ledger().standing());
      reading = seen;
      ok = true;
      answeredAt = System.nanoTime();
      return seen;
    } catch (RedisException e) {
      ok = false;
      throw e;
    } finally {
      lookedAt = System.nanoTime();
      begunAt = NOT_LOOKING;
      looking.unlock();
    }
  }

  /**
   * When the oldest message that waits was added, or null when none waits.
   *
   * @throws RedisException when Redis does not answer
   */
  @Nullable Instant oldestWaiting() {
    return queue.figures().oldestWaiting();
  }

  /**
   * How far a job is in percent; null when it has told nothing, or something else than a number.
   *
   * @throws RedisException when Redis does not answer
   */
  @Nullable Integer progressOf(String job) {
    String told = queue.figures().progressOf(job);
    return told.matches("\\d{1,3}(\\.\\d+)?") ? (int) Double.parseDouble(told) : null;
  }

  /**
   * How many messages wait in line, asked now.
   *
   * @throws RedisException when Redis does not answer
   */
  long backlog() {
    return queue.jobs().counts(JobState.WAITING).getOrDefault(JobState.WAITING, 0L);
  }

  /** A look at who else works on the queue. */
  Strangers strangers(Findings findings) {
    return new Strangers(queue, findings);
  }

  /**
   * The last look, or a new one when that is older than the age; one that hangs is not waited for.
   */
  public Reading noOlderThan(Duration age) {
    if (isOlder(age) && isOurTurn()) {
      try {
        return isOlder(age) ? look() : reading;
      } catch (RedisException e) {
        return reading;
      } finally {
        looking.unlock();
      }
    }
    return reading;
  }

  private boolean isOlder(Duration age) {
    return System.nanoTime() - lookedAt >= age.toNanos();
  }

  private boolean isOurTurn() {
    if (hangs()) {
      return looking.tryLock();
    }
    try {
      return looking.tryLock(LOST_AFTER.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether somebody has been looking for longer than Redis takes when it is there. */
  private boolean hangs() {
    long since = begunAt;
    return since != NOT_LOOKING && System.nanoTime() - since >= LOST_AFTER.toNanos();
  }

  /** The last look. */
  public Reading last() {
    return reading;
  }

  /** Whether Redis has not answered those who look for two seconds, so that others need not ask. */
  boolean isLost() {
    return System.nanoTime() - answeredAt >= LOST_AFTER.toNanos();
  }

  /** Somebody else has asked Redis and had no answer. */
  void lost() {
    ok = false;
  }

  /** Whether Redis answered lately. */
  public boolean isOk() {
    return ok && !hangs();
  }
}

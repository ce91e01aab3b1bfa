package dev.tidemill.queue;

import dev.tidemill.input.InvalidOption;
import dev.tidemill.job.QueueMeta;
import dev.tidemill.job.RateLimit;
import dev.tidemill.job.TimeBound;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.wire.QueueKeys;
import dev.tidemill.wire.RateLimitLeft;
import dev.tidemill.wire.ScriptRunner;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The limits that hold for all workers of a queue together, whichever client they are of.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class QueueLimits {

  private static final String HELD_BACK = "9007199254740991"; // as if so many had started

  private final SharedConnection redis;
  private final QueueKeys keys;

  QueueLimits(SharedConnection redis, QueueKeys keys) {
    this.redis = redis;
    this.keys = keys;
  }

  /** How many jobs may be active at once; empty for any number. */
  public OptionalInt concurrency() {
    return meta().concurrency();
  }

  /**
   * Sets how many jobs may be active at once. Those that are more go on.
   *
   * @throws InvalidOption when it is less than 1
   */
  public void concurrency(int most) {
    if (most < 1) {
      throw new InvalidOption(
          "concurrency of queue %s is %d: give at least 1, or pause the queue"
              .formatted(keys.queue(), most));
    }
    redis.call("HSET", keys.meta(), "concurrency", Integer.toString(most));
  }

  /** Lets any number of jobs be active at once. */
  public void removeConcurrency() {
    redis.call("HDEL", keys.meta(), "concurrency");
  }

  /** How many jobs may start in a window, or null for any number. */
  public @Nullable RateLimit rateLimit() {
    return meta().rateLimit();
  }

  /**
   * Sets how many jobs may start in a window. Its number goes before the limiter of a worker; the
   * window of a worker that has one goes before this one.
   */
  public void rateLimit(RateLimit limit) {
    String max = Integer.toString(limit.max());
    String millis = Long.toString(limit.per().toMillis());
    redis.call("HSET", keys.meta(), "max", max, "duration", millis);
  }

  /** Lets any number of jobs start; workers that have a limiter keep to that. */
  public void removeRateLimit() {
    redis.call("HDEL", keys.meta(), "max", "duration");
  }

  /**
   * Has no job taken for some time from now, by any worker that has a limiter, or by all when the
   * queue has a rate limit.
   *
   * @throws InvalidOption when it is less than a millisecond
   */
  public void holdBack(Duration time) {
    if (TimeBound.check("time to hold back", time).toMillis() < 1) {
      throw new InvalidOption(
          "queue %s cannot be held back for %s: give at least a millisecond"
              .formatted(keys.queue(), time));
    }
    redis.call("SET", keys.limiter(), HELD_BACK, "PX", Long.toString(time.toMillis()));
  }

  /**
   * For how long no job is taken because of the queue's rate limit; where it has none, for how long
   * the present window lasts. Zero for no time at all.
   */
  public Duration heldBackFor() {
    return left(0);
  }

  /** For how long a worker whose limiter lets so many start in a window takes no job. */
  public Duration heldBackFor(int max) {
    return left(max);
  }

  private Duration left(int max) {
    return Duration.ofMillis(ScriptRunner.run(new RateLimitLeft(keys, max), redis));
  }

  /** Ends the present window, and with it what keeps jobs back; answers whether there was one. */
  public boolean letGo() {
    return redis.call("DEL", keys.limiter()).number() == 1;
  }

  private QueueMeta meta() {
    return new QueueMeta(redis.call("HGETALL", keys.meta()).fields());
  }
}

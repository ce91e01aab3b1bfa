package dev.tidemill.server.api.health;

import dev.tidemill.redis.Greeting;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisException;
import dev.tidemill.redis.RedisUri;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Asks Redis whether it is there, on a connection of its own and without waiting for long.
 *
 * <p><b>Threading:</b> any thread; while one asks, others get the answer before.
 */
public final class RedisPing implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMillis(250);

  private final RedisConnection connection;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Answered last = new Answered(false, 0);

  /** Connects on first use. */
  public RedisPing(RedisUri redis) {
    this.connection = new RedisConnection(redis, "", Greeting.NONE, LIMIT);
  }

  /**
   * What came of it.
   *
   * @param ok whether it answered in time
   * @param micros how long it took
   */
  record Answered(boolean ok, long micros) {}

  Answered ping() {
    if (!asking.tryLock()) {
      return last;
    }
    try {
      long began = System.nanoTime();
      boolean ok = answers();
      last = new Answered(ok, (System.nanoTime() - began) / 1000);
      return last;
    } finally {
      asking.unlock();
    }
  }

  private boolean answers() {
    try {
      return connection.call("PING").text().equals("PONG");
    } catch (RedisException e) {
      return false;
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}

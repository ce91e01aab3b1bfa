package dev.tidemill.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A connection that many threads use by turns.
 *
 * <p><b>Threading:</b> any thread; one call at a time, in the order of arrival. Where there is a
 * bound on that wait, nobody joins the line behind a call that is not answered for as long.
 */
public final class SharedConnection implements Scripting, AutoCloseable {

  /** For those who wait for their turn as long as it takes. */
  public static final Duration ANY = Duration.ofDays(365);

  private static final long NOBODY = Long.MIN_VALUE;

  private final RedisUri uri;
  private final RedisConnection connection;
  private final Duration patience;
  private final ReentrantLock turn = new ReentrantLock(true);
  private volatile long since = NOBODY; // when the call under way began, on the nanosecond clock

  /**
   * Does not connect yet.
   *
   * @param name told to Redis with {@code CLIENT SETNAME}; empty for none
   */
  public SharedConnection(RedisUri uri, String name) {
    this(uri, name, Greeting.NONE);
  }

  /**
   * As {@link #SharedConnection(RedisUri, String)} with something said first whenever connected.
   */
  public SharedConnection(RedisUri uri, String name, Greeting greeting) {
    this(uri, name, greeting, ANY);
  }

  /**
   * As {@link #SharedConnection(RedisUri, String, Greeting)} with a bound on the wait for one's
   * turn: a Redis that stands still is not to take all threads of those who ask.
   *
   * @param patience then the call fails with {@link ConnectionLost}, never sent
   */
  public SharedConnection(RedisUri uri, String name, Greeting greeting, Duration patience) {
    this.uri = uri;
    this.connection = new RedisConnection(uri, name, greeting);
    this.patience = patience;
  }

  /**
   * Sends a command and waits for its answer.
   *
   * @throws RedisException when there is no answer or it is an error
   */
  public Reply call(String command, String... arguments) {
    take();
    try {
      return connection.call(command, arguments);
    } finally {
      give();
    }
  }

  @Override
  public Reply run(LuaScript script, List<String> keys, Arguments arguments) {
    take();
    try {
      return connection.run(script, keys, arguments);
    } finally {
      give();
    }
  }

  @Override
  public @Nullable Reply run(
      List<Arguments> hashes, LuaScript script, List<String> keys, Arguments arguments) {
    take();
    try {
      return connection.run(hashes, script, keys, arguments);
    } finally {
      give();
    }
  }

  /** Whether Redis answers: waits so long at most for the turn, and so long for the answer. */
  public boolean answersWithin(Duration limit) {
    if (!isTakenIn(limit)) {
      return false;
    }
    since = System.nanoTime();
    try {
      connection.callBlocking(limit, "PING");
      return true;
    } catch (CommandRejected e) {
      return true; // that is an answer
    } catch (RedisException e) {
      return false;
    } finally {
      give();
    }
  }

  private void take() {
    if (patience.equals(ANY)) {
      turn.lock();
    } else if (!isTakenInTime()) {
      throw new ConnectionLost(
          "Redis at " + uri + " has not answered those who asked before",
          false,
          new IllegalStateException("no turn"));
    }
    since = System.nanoTime();
  }

  private boolean isTakenInTime() {
    long began = since;
    long waited = began == NOBODY ? 0 : System.nanoTime() - began;
    return isTakenIn(patience.minusNanos(waited));
  }

  private boolean isTakenIn(Duration limit) {
    try {
      return turn.tryLock(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void give() {
    since = NOBODY;
    turn.unlock();
  }

  @Override
  public void close() {
    connection.close();
  }
}

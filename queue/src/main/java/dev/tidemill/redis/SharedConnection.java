package dev.tidemill.redis;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A connection that many threads use by turns.
 *
 * <p><b>Threading:</b> any thread; one call at a time, in the order of arrival.
 */
public final class SharedConnection implements Scripting, AutoCloseable {

  private final RedisConnection connection;
  private final ReentrantLock turn = new ReentrantLock(true);

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
    connection = new RedisConnection(uri, name, greeting);
  }

  /**
   * Sends a command and waits for its answer.
   *
   * @throws RedisException when there is no answer or it is an error
   */
  public Reply call(String command, String... arguments) {
    turn.lock();
    try {
      return connection.call(command, arguments);
    } finally {
      turn.unlock();
    }
  }

  @Override
  public Reply run(LuaScript script, List<String> keys, Arguments arguments) {
    turn.lock();
    try {
      return connection.run(script, keys, arguments);
    } finally {
      turn.unlock();
    }
  }

  @Override
  public @Nullable Reply run(
      List<Arguments> hashes, LuaScript script, List<String> keys, Arguments arguments) {
    turn.lock();
    try {
      return connection.run(hashes, script, keys, arguments);
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}

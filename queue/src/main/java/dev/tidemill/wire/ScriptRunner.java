package dev.tidemill.wire;

import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.SharedConnection;
import java.util.List;

/** Carries a script call out and reads its reply. */
public final class ScriptRunner {

  private ScriptRunner() {}

  /**
   * Runs it on a connection that only the caller uses.
   *
   * @throws dev.tidemill.redis.RedisException when there is no answer or it is an error
   */
  public static <R> R run(Script<R> script, RedisConnection connection) {
    return script.read(connection.run(script.lua(), List.of(script.key()), script.arguments()));
  }

  /**
   * Runs it on a shared connection.
   *
   * @throws dev.tidemill.redis.RedisException when there is no answer or it is an error
   */
  public static <R> R run(Script<R> script, SharedConnection connection) {
    return script.read(connection.run(script.lua(), List.of(script.key()), script.arguments()));
  }
}

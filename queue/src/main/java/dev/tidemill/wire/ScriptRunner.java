package dev.tidemill.wire;

import dev.tidemill.redis.Scripting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries a script call out and reads its reply. */
public final class ScriptRunner {

  private ScriptRunner() {}

  /**
   * Runs it.
   *
   * @throws dev.tidemill.redis.RedisException when there is no answer or it is an error
   */
  public static <R> R run(Script<R> script, Scripting connection) {
    return script.read(connection.run(script.lua(), List.of(script.key()), script.arguments()));
  }

  /**
   * Adds jobs whose hashes are written first.
   *
   * @return null when nothing was added: they are to be added as others are
   * @throws dev.tidemill.redis.RedisException when there is no answer or it is an error
   */
  public static @Nullable List<Stored> run(AddStaged adds, Scripting connection) {
    return adds.read(
        connection.run(adds.hashes(), adds.lua(), List.of(adds.key()), adds.arguments()));
  }
}

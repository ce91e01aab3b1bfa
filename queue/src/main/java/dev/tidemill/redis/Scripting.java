package dev.tidemill.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection that runs scripts. */
public sealed interface Scripting permits RedisConnection, SharedConnection {

  /**
   * Runs a script; sends its text only when Redis does not know it.
   *
   * @throws RedisException when there is no answer or it is an error
   */
  Reply run(LuaScript script, List<String> keys, Arguments arguments);

  /**
   * Writes hashes, the arguments of a {@code HSET} each, and runs a script on them in one
   * transaction.
   *
   * @return null when nothing was carried out: a part was refused, or this is a cluster
   * @throws RedisException when there is no answer, or the script's is an error
   */
  @Nullable Reply run(
      List<Arguments> hashes, LuaScript script, List<String> keys, Arguments arguments);
}

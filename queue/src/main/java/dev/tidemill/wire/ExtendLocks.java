package dev.tidemill.wire;

import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import java.util.List;
import java.util.Map;

/**
 * Extends the locks of active jobs; answers the ids whose lock is no longer ours.
 *
 * @param keys of the queue
 * @param tokens by job id
 * @param lockMillis how long the locks last from now
 */
public record ExtendLocks(QueueKeys keys, Map<String, String> tokens, long lockMillis)
    implements Script<List<String>> {

  private static final LuaScript LUA = ScriptFile.load("extendLocks");

  @Override
  public LuaScript lua() {
    return LUA;
  }

  @Override
  public String key() {
    return keys.stalled();
  }

  @Override
  public Arguments arguments() {
    Arguments arguments = new Arguments().add(keys.stem()).add(lockMillis);
    tokens.forEach((id, token) -> arguments.add(id).add(token));
    return arguments;
  }

  @Override
  public List<String> read(Reply reply) {
    return reply.list().stream().map(Reply::text).toList();
  }
}

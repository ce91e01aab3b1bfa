package dev.tidemill.wire;

import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;

/**
 * Says how far a job is; answers 0 or a code of protocol 6.
 *
 * @param keys of the queue
 * @param id the job
 * @param progress as JSON text, stored and told byte for byte
 */
public record UpdateProgress(QueueKeys keys, String id, String progress) implements Script<Long> {

  private static final LuaScript LUA = ScriptFile.load("updateProgress");

  @Override
  public LuaScript lua() {
    return LUA;
  }

  @Override
  public String key() {
    return keys.meta();
  }

  @Override
  public Arguments arguments() {
    return new Arguments().add(keys.stem()).add(id).addJson(progress);
  }

  @Override
  public Long read(Reply reply) {
    return reply.number();
  }
}

package dev.tidemill.wire;

import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;

/**
 * Removes a job in whatever state it is; answers 1 when it is gone, 0 when there was none, or a
 * code of protocol 6.
 *
 * @param keys of the queue
 * @param id the job
 * @param children whether its children go too
 */
public record RemoveJob(QueueKeys keys, String id, boolean children) implements Script<Long> {

  private static final LuaScript LUA = ScriptFile.load("removeJob");

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
    return new Arguments().add(keys.stem()).add(id).add(children);
  }

  @Override
  public Long read(Reply reply) {
    return reply.number();
  }
}

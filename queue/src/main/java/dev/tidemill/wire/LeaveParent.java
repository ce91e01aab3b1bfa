package dev.tidemill.wire;

import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;

/**
 * Has the parent of a job wait for it no longer; answers 1 when it did, 0 when not, or a code of
 * protocol 6.
 */
public record LeaveParent(QueueKeys keys, String id) implements Script<Long> {

  private static final LuaScript LUA = ScriptFile.load("leaveParent");

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
    return new Arguments().add(keys.stem()).add(id);
  }

  @Override
  public Long read(Reply reply) {
    return reply.number();
  }
}

package dev.tidemill.wire;

import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;

/** Removes the children that a job still waits for and that nobody works on. */
public record RemoveChildren(QueueKeys keys, String id) implements Script<Long> {

  private static final LuaScript LUA = ScriptFile.load("removeChildren");

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

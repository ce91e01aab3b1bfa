package dev.tidemill.wire;

import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;

/** Removes a scheduler and the job of its that is still delayed; answers whether there was one. */
public record RemoveScheduler(QueueKeys keys, String id) implements Script<Boolean> {

  private static final LuaScript LUA = ScriptFile.load("removeScheduler");

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
  public Boolean read(Reply reply) {
    return reply.number() == 1;
  }
}

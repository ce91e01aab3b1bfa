package dev.tidemill.wire;

import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;

/** Puts a delayed job in line at once; answers 0 or a code of protocol 6. */
public record PromoteJob(QueueKeys keys, String id) implements Script<Long> {

  private static final LuaScript LUA = ScriptFile.load("promoteJob");

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

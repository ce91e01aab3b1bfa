package dev.tidemill.wire;

import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;

/** Frees the deduplication id of a job; answers whether the job owned it. */
public record FreeDeduplication(QueueKeys keys, String id) implements Script<Boolean> {

  private static final LuaScript LUA = ScriptFile.load("freeDeduplication");

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

package dev.tidemill.wire;

import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;

/**
 * Tells for how many milliseconds the rate limit keeps jobs back (protocol 3.14).
 *
 * @param keys of the queue
 * @param max how many may start in a window, or 0 for what the queue itself says
 */
public record RateLimitLeft(QueueKeys keys, int max) implements Script<Long> {

  private static final LuaScript LUA = ScriptFile.load("rateLimitLeft");

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
    return new Arguments().add(keys.stem()).add(max);
  }

  @Override
  public Long read(Reply reply) {
    return Math.max(0, reply.number());
  }
}

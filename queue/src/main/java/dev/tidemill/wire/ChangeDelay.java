package dev.tidemill.wire;

import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;

/**
 * Has a delayed job wait for so long from now on; answers 0 or a code of protocol 6.
 *
 * @param keys of the queue
 * @param id the job
 * @param now Unix milliseconds
 * @param millis how long it waits from then on
 */
public record ChangeDelay(QueueKeys keys, String id, long now, long millis)
    implements Script<Long> {

  private static final LuaScript LUA = ScriptFile.load("changeDelay");

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
    return new Arguments().add(keys.stem()).add(id).add(now).add(millis);
  }

  @Override
  public Long read(Reply reply) {
    return reply.number();
  }
}

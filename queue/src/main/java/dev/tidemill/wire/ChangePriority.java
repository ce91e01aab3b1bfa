package dev.tidemill.wire;

import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;

/**
 * Gives a job another priority; answers 0 or a code of protocol 6.
 *
 * @param keys of the queue
 * @param id the job
 * @param priority 0 for none
 * @param first whether it goes before those of the same priority
 */
public record ChangePriority(QueueKeys keys, String id, int priority, boolean first)
    implements Script<Long> {

  private static final LuaScript LUA = ScriptFile.load("changePriority");

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
    return new Arguments().add(keys.stem()).add(id).add(priority).add(first);
  }

  @Override
  public Long read(Reply reply) {
    return reply.number();
  }
}

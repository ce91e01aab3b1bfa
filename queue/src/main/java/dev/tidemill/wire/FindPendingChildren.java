package dev.tidemill.wire;

import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;

/**
 * Looks whether a job has children to wait for; answers 1 when it has, 0 when not, or a code of
 * protocol 6.
 *
 * @param keys of the queue
 * @param id the job
 * @param childKey only this one counts; empty for any
 */
public record FindPendingChildren(QueueKeys keys, String id, String childKey)
    implements Script<Long> {

  private static final LuaScript LUA = ScriptFile.load("findPendingChildren");

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
    return new Arguments().add(keys.stem()).add(id).add(childKey);
  }

  @Override
  public Long read(Reply reply) {
    return reply.number();
  }
}

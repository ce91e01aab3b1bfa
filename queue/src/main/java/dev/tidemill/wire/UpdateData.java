package dev.tidemill.wire;

import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;

/**
 * Replaces a job's payload; answers 0 or a code of protocol 6.
 *
 * @param keys of the queue
 * @param id the job
 * @param data as JSON text, stored byte for byte
 */
public record UpdateData(QueueKeys keys, String id, String data) implements Script<Long> {

  private static final LuaScript LUA = ScriptFile.load("updateData");

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
    return new Arguments().add(keys.stem()).add(id).addJson(data);
  }

  @Override
  public Long read(Reply reply) {
    return reply.number();
  }
}

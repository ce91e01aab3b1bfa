package dev.tidemill.wire;

import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import org.jspecify.annotations.Nullable;

/**
 * Adds a line to a job's log; answers how many lines there are, or a code of protocol 6.
 *
 * @param keys of the queue
 * @param id the job
 * @param line the line
 * @param keep how many of the newest lines stay; null for as many as the job itself says
 */
public record AddLog(QueueKeys keys, String id, String line, @Nullable Integer keep)
    implements Script<Long> {

  private static final LuaScript LUA = ScriptFile.load("addLog");

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
    return new Arguments()
        .add(keys.stem())
        .add(id)
        .add(line)
        .add(keep == null ? "" : keep.toString());
  }

  @Override
  public Long read(Reply reply) {
    return reply.number();
  }
}

package dev.tidemill.wire;

import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import java.util.List;

/**
 * Hands back active jobs that have had no lock for two sweeps; answers their ids. One sweep an
 * interval for all clients of the queue.
 *
 * @param keys of the queue
 * @param now Unix milliseconds
 * @param intervalMillis before which no other client sweeps
 * @param maxStalled how often a job may stall before it is to fail
 */
public record SweepStalled(QueueKeys keys, long now, long intervalMillis, int maxStalled)
    implements Script<List<String>> {

  private static final LuaScript LUA = ScriptFile.load("sweepStalled");

  @Override
  public LuaScript lua() {
    return LUA;
  }

  @Override
  public String key() {
    return keys.stalled();
  }

  @Override
  public Arguments arguments() {
    return new Arguments().add(keys.stem()).add(now).add(intervalMillis).add(maxStalled);
  }

  @Override
  public List<String> read(Reply reply) {
    return reply.list().stream().map(Reply::text).toList();
  }
}

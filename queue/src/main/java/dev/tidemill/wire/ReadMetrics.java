package dev.tidemill.wire;

import dev.tidemill.job.Metrics;
import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import java.util.List;

/**
 * Reads what workers count by the minute (protocol 3.15).
 *
 * @param keys of the queue
 * @param completed of completed jobs, otherwise of failed ones
 * @param from the first minute, 0 for the newest
 * @param to the last minute, -1 for the oldest
 */
public record ReadMetrics(QueueKeys keys, boolean completed, long from, long to)
    implements Script<Metrics> {

  private static final LuaScript LUA = ScriptFile.load("readMetrics");

  @Override
  public LuaScript lua() {
    return LUA;
  }

  @Override
  public String key() {
    return keys.stem() + "metrics:" + (completed ? "completed" : "failed");
  }

  @Override
  public Arguments arguments() {
    return new Arguments().add(from).add(to);
  }

  @Override
  public Metrics read(Reply reply) {
    List<Reply> parts = reply.list();
    List<Reply> sums = parts.get(0).list();
    return new Metrics(
        number(sums.get(0)),
        number(sums.get(1)),
        number(sums.get(2)),
        parts.get(1).list().stream().map(Reply::number).toList(),
        parts.get(2).number());
  }

  private static long number(Reply sum) {
    return sum.isNull() ? 0 : sum.number();
  }
}

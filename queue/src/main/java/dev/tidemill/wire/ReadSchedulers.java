package dev.tidemill.wire;

import dev.tidemill.job.JobScheduler;
import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import java.time.Instant;
import java.util.List;

/**
 * Reads schedulers by the time of their next job; one whose hash is missing has no fields.
 *
 * @param keys of the queue
 * @param from the first place, 0 for the beginning
 * @param to the last place, -1 for the end
 * @param soonestFirst whether places are counted from the soonest
 */
public record ReadSchedulers(QueueKeys keys, long from, long to, boolean soonestFirst)
    implements Script<List<JobScheduler>> {

  private static final LuaScript LUA = ScriptFile.load("readSchedulers");

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
    return new Arguments().add(keys.stem()).add(from).add(to).add(soonestFirst);
  }

  @Override
  public List<JobScheduler> read(Reply reply) {
    return reply.list().stream().map(entry -> scheduler(entry.list())).toList();
  }

  private static JobScheduler scheduler(List<Reply> entry) {
    long next = (long) Double.parseDouble(entry.get(1).text());
    return new JobScheduler(entry.get(0).text(), Instant.ofEpochMilli(next), entry.get(2).fields());
  }
}

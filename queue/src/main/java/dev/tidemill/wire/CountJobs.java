package dev.tidemill.wire;

import dev.tidemill.job.JobCounts;
import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import java.util.List;

/** Counts a queue's jobs by state, all at the same moment. */
public record CountJobs(QueueKeys keys) implements Script<JobCounts> {

  private static final LuaScript LUA = ScriptFile.load("countJobs");

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
    return new Arguments().add(keys.stem());
  }

  @Override
  public JobCounts read(Reply reply) {
    List<Reply> n = reply.list();
    return new JobCounts(
        n.get(0).number(),
        n.get(1).number(),
        n.get(2).number(),
        n.get(3).number(),
        n.get(4).number(),
        n.get(5).number(),
        n.get(6).number());
  }
}

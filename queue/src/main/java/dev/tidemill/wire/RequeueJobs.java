package dev.tidemill.wire;

import dev.tidemill.job.JobState;
import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;

/**
 * Puts a step of the finished or delayed jobs in line (protocol 3.10); answers whether there may be
 * more.
 *
 * @param keys of the queue
 * @param state completed, failed or delayed
 * @param until the highest score of those that go, in Redis's notation
 * @param most how many
 */
public record RequeueJobs(QueueKeys keys, JobState state, String until, int most)
    implements Script<Boolean> {

  private static final LuaScript LUA = ScriptFile.load("requeueJobs");

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
    return new Arguments().add(keys.stem()).add(StateName.of(state)).add(until).add(most);
  }

  @Override
  public Boolean read(Reply reply) {
    return reply.number() == 1;
  }
}

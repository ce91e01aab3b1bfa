package dev.tidemill.wire;

import dev.tidemill.job.JobState;
import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import java.util.List;
import java.util.Map;

/**
 * Puts finished jobs in line again, those that have not moved since they were read.
 *
 * @param keys of the queue
 * @param state failed or completed
 * @param scores of the jobs in that state, by id
 */
public record RetryThese(QueueKeys keys, JobState state, Map<String, String> scores)
    implements Script<List<String>> {

  private static final LuaScript LUA = ScriptFile.load("retryThese");

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
    Arguments arguments = new Arguments().add(keys.stem()).add(StateName.of(state));
    scores.forEach((id, score) -> arguments.add(id).add(score));
    return arguments;
  }

  @Override
  public List<String> read(Reply reply) {
    return reply.list().stream().map(Reply::text).toList();
  }
}

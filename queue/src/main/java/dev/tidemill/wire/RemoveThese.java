package dev.tidemill.wire;

import dev.tidemill.job.JobState;
import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import java.util.List;
import java.util.Map;

/**
 * Removes jobs with their children, those that have not moved since they were read.
 *
 * @param keys of the queue
 * @param state any but active
 * @param scores of the jobs in that state, by id; empty where it is a list
 */
public record RemoveThese(QueueKeys keys, JobState state, Map<String, String> scores)
    implements Script<RemoveThese.Step> {

  private static final LuaScript LUA = ScriptFile.load("removeThese");

  /**
   * What was done.
   *
   * @param looked so many of the jobs were looked at, the first ones
   * @param removed the ids of those that are gone
   */
  public record Step(int looked, List<String> removed) {

    /** Keeps its own copy. */
    public Step {
      removed = List.copyOf(removed);
    }
  }

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
  public Step read(Reply reply) {
    List<Reply> parts = reply.list();
    List<String> removed = parts.subList(1, parts.size()).stream().map(Reply::text).toList();
    return new Step((int) parts.getFirst().number(), removed);
  }
}

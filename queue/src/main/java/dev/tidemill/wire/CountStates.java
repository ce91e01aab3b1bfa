package dev.tidemill.wire;

import dev.tidemill.job.JobState;
import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts the jobs in chosen states, all at the same moment (protocol 3.13).
 *
 * @param keys of the queue
 * @param states to count
 * @param dueBefore counts only those delayed jobs that are due before it, in Unix milliseconds;
 *     null for all
 */
public record CountStates(QueueKeys keys, List<JobState> states, @Nullable Long dueBefore)
    implements Script<Map<JobState, Long>> {

  private static final LuaScript LUA = ScriptFile.load("countStates");

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
    Arguments arguments = new Arguments().add(keys.stem());
    arguments.add(dueBefore == null ? "" : Long.toString(dueBefore));
    states.forEach(state -> arguments.add(StateName.of(state)));
    return arguments;
  }

  @Override
  public Map<JobState, Long> read(Reply reply) {
    Map<JobState, Long> counts = new LinkedHashMap<>();
    List<Reply> numbers = reply.list();
    for (int n = 0; n < states.size(); n++) {
      counts.put(states.get(n), numbers.get(n).number());
    }
    return counts;
  }
}

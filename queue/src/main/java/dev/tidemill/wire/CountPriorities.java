package dev.tidemill.wire;

import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the jobs in line by priority, all at the same moment (protocol 1.4).
 *
 * @param keys of the queue
 * @param priorities to count; 0 for jobs without one
 */
public record CountPriorities(QueueKeys keys, List<Integer> priorities)
    implements Script<Map<Integer, Long>> {

  private static final LuaScript LUA = ScriptFile.load("countPriorities");

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
    priorities.forEach(arguments::add);
    return arguments;
  }

  @Override
  public Map<Integer, Long> read(Reply reply) {
    Map<Integer, Long> counts = new LinkedHashMap<>();
    List<Reply> numbers = reply.list();
    for (int n = 0; n < priorities.size(); n++) {
      counts.put(priorities.get(n), numbers.get(n).number());
    }
    return counts;
  }
}

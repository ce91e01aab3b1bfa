package dev.tidemill.wire;

import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import java.util.List;

/**
 * Removes a step of the jobs in one state, but for those that a scheduler counts on (protocol
 * 3.10).
 *
 * @param keys of the queue
 * @param state last segment of the state's key
 * @param spared how many the steps before have spared
 * @param most how many to look at
 */
public record DrainState(QueueKeys keys, String state, long spared, int most)
    implements Script<DrainState.Step> {

  private static final LuaScript LUA = ScriptFile.load("drainState");

  /** How many are spared by now, and whether there may be more to remove. */
  public record Step(long spared, boolean more) {}

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
    return new Arguments().add(keys.stem()).add(state).add(spared).add(most);
  }

  @Override
  public Step read(Reply reply) {
    List<Reply> parts = reply.list();
    return new Step(parts.get(0).number(), parts.get(1).number() == 1);
  }
}

package dev.tidemill.wire;

import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import java.util.List;

/**
 * Removes the jobs of one state that are older than a moment, a step of one round (protocol 3.10).
 *
 * @param keys of the queue
 * @param state last segment of the state's key
 * @param before the moment, in Unix milliseconds
 * @param most how many to look at in this step
 * @param round how far the round has come
 */
public record CleanState(QueueKeys keys, String state, long before, int most, Round round)
    implements Script<CleanState.Step> {

  private static final LuaScript LUA = ScriptFile.load("cleanState");

  /**
   * How far a round has come.
   *
   * @param rest how many it has still to look at
   * @param left how many it has left where they are
   * @param removed how many it has removed
   */
  public record Round(long rest, long left, long removed) {}

  /** What a step removed, and what is left to do; nothing when {@code rest} is 0. */
  public record Step(List<String> ids, Round round) {}

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
    return new Arguments()
        .add(keys.stem())
        .add(state)
        .add(before)
        .add(round.rest())
        .add(most)
        .add(round.left())
        .add(round.removed());
  }

  @Override
  public Step read(Reply reply) {
    List<Reply> parts = reply.list();
    List<String> ids = parts.get(0).list().stream().map(Reply::text).toList();
    long removed = round.removed() + ids.size();
    return new Step(ids, new Round(parts.get(1).number(), parts.get(2).number(), removed));
  }
}

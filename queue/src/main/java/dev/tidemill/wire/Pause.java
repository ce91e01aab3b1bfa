package dev.tidemill.wire;

import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;

/**
 * Pauses or resumes a queue; answers how many jobs are still to be put where they belong then: call
 * again until it is none.
 *
 * @param keys of the queue
 * @param pause or resume
 */
public record Pause(QueueKeys keys, boolean pause) implements Script<Long> {

  private static final LuaScript PAUSE = ScriptFile.load("pause");
  private static final LuaScript RESUME = ScriptFile.load("resume");

  @Override
  public LuaScript lua() {
    return pause ? PAUSE : RESUME;
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
  public Long read(Reply reply) {
    return reply.number();
  }
}

package dev.tidemill.wire;

import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;

/**
 * Removes a step of all that there is of a paused queue (protocol 3.10).
 *
 * @param keys of the queue
 * @param most how many jobs to remove
 * @param force active ones too
 */
public record Obliterate(QueueKeys keys, int most, boolean force)
    implements Script<Obliterate.Progress> {

  private static final LuaScript LUA = ScriptFile.load("obliterate");

  /** How it went. */
  public enum Progress {
    /** All is gone. */
    DONE,
    /** There is more to remove. */
    MORE,
    /** Nothing was removed: the queue is not paused. */
    NOT_PAUSED,
    /** Nothing was removed: jobs are active. */
    ACTIVE_JOBS
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
    return new Arguments().add(keys.stem()).add(most).add(force);
  }

  @Override
  public Progress read(Reply reply) {
    return switch ((int) reply.number()) {
      case 1 -> Progress.MORE;
      case -1 -> Progress.NOT_PAUSED;
      case -2 -> Progress.ACTIVE_JOBS;
      default -> Progress.DONE;
    };
  }
}

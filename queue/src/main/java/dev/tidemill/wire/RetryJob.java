package dev.tidemill.wire;

import dev.tidemill.job.JobState;
import dev.tidemill.job.RetryOptions;
import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;

/**
 * Puts a finished job in line again; answers 0 or a code of protocol 6.
 *
 * @param keys of the queue
 * @param id the job
 * @param options the state it is to be in, and what is forgotten
 */
public record RetryJob(QueueKeys keys, String id, RetryOptions options) implements Script<Long> {

  private static final LuaScript LUA = ScriptFile.load("retryJob");

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
        .add(id)
        .add(options.from() == JobState.COMPLETED ? "completed" : "failed")
        .add(options.forgetAttemptsMade())
        .add(options.forgetAttemptsStarted());
  }

  @Override
  public Long read(Reply reply) {
    return reply.number();
  }
}

package dev.tidemill.wire;

import dev.tidemill.job.JobState;
import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import java.util.Locale;

/** Finds the state a job is in (protocol 3.13). */
public record FindState(QueueKeys keys, String id) implements Script<JobState> {

  private static final LuaScript LUA = ScriptFile.load("findState");

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
    return new Arguments().add(keys.stem()).add(id);
  }

  @Override
  public JobState read(Reply reply) {
    return JobState.valueOf(reply.text().toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}

package dev.tidemill.wire;

import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import java.util.List;

/** Removes those of the jobs named that are in no state (protocol 3.10); answers how many. */
public record RemoveOrphans(QueueKeys keys, List<String> ids) implements Script<Long> {

  private static final LuaScript LUA = ScriptFile.load("removeOrphans");

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
    ids.forEach(arguments::add);
    return arguments;
  }

  @Override
  public Long read(Reply reply) {
    return reply.number();
  }
}

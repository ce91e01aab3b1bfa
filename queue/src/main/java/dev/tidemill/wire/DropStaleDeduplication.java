package dev.tidemill.wire;

import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import java.util.List;

/** Removes those of the deduplication keys named whose job is gone; answers how many keys. */
public record DropStaleDeduplication(QueueKeys keys, List<String> ids) implements Script<Long> {

  private static final LuaScript LUA = ScriptFile.load("dropStaleDeduplication");

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

package dev.tidemill.wire;

import dev.tidemill.job.ChildCounts;
import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import java.util.List;

/** Counts a job's children by what became of them. */
public record CountChildren(QueueKeys keys, String id) implements Script<ChildCounts> {

  private static final LuaScript LUA = ScriptFile.load("countChildren");

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
  public ChildCounts read(Reply reply) {
    List<Reply> n = reply.list();
    return new ChildCounts(
        n.get(0).number(), n.get(1).number(), n.get(2).number(), n.get(3).number());
  }
}

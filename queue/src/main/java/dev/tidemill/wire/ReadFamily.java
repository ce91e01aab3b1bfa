package dev.tidemill.wire;

import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import java.util.List;
import java.util.Map;

/**
 * Reads a job and whose parent it is (protocol 3.11).
 *
 * @param key the full key of the job
 * @param mostChildren how many children of each kind are told
 */
public record ReadFamily(String key, int mostChildren) implements Script<ReadFamily.Family> {

  private static final LuaScript LUA = ScriptFile.load("readFamily");

  /**
   * The job with its children.
   *
   * @param fields of its hash; empty when there is no such job
   * @param childCount how many children it has in all
   * @param children their full keys, as many as were asked for
   */
  public record Family(Map<String, String> fields, long childCount, List<String> children) {}

  @Override
  public LuaScript lua() {
    return LUA;
  }

  @Override
  public Arguments arguments() {
    return new Arguments().add(mostChildren);
  }

  @Override
  public Family read(Reply reply) {
    List<Reply> parts = reply.list();
    return new Family(
        parts.get(0).fields(),
        parts.get(1).number(),
        parts.get(2).list().stream().map(Reply::text).toList());
  }
}

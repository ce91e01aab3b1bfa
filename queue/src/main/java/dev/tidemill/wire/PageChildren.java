package dev.tidemill.wire;

import dev.tidemill.job.ChildPage.Child;
import dev.tidemill.job.Job;
import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import java.util.ArrayList;
import java.util.List;

/**
 * Scans one step through a parent's children (protocol 3.13).
 *
 * @param keys of the parent's queue
 * @param parentId the parent
 * @param processed those that completed, otherwise those that are pending
 * @param cursor {@code 0} to begin, then what the last step answered
 * @param seen how many the steps before have gone by
 * @param from the first place of the page
 * @param to the last place of the page; -1 for the end
 */
public record PageChildren(
    QueueKeys keys,
    String parentId,
    boolean processed,
    String cursor,
    long seen,
    long from,
    long to)
    implements Script<PageChildren.Step> {

  private static final LuaScript LUA = ScriptFile.load("pageChildren");

  /** What a step found: where the next begins, what it has gone by, and the part of the page. */
  public record Step(String cursor, long seen, long total, List<Child> children) {}

  @Override
  public LuaScript lua() {
    return LUA;
  }

  @Override
  public String key() {
    return keys.job(parentId) + (processed ? ":processed" : ":dependencies");
  }

  @Override
  public Arguments arguments() {
    return new Arguments().add(processed).add(cursor).add(seen).add(from).add(to);
  }

  @Override
  public Step read(Reply reply) {
    List<Reply> parts = reply.list();
    List<Child> children = new ArrayList<>();
    for (Reply part : parts.get(3).list()) {
      children.add(child(part.list()));
    }
    return new Step(
        parts.get(0).text(), parts.get(1).number(), parts.get(2).number(), List.copyOf(children));
  }

  private Child child(List<Reply> parts) {
    String key = parts.get(0).text();
    List<Reply> hash = parts.get(2).list();
    String id = key.substring(key.lastIndexOf(':') + 1);
    return new Child(
        key,
        processed ? parts.get(1).text() : null,
        hash.isEmpty() ? null : new Job(id, parts.get(2).fields()));
  }
}

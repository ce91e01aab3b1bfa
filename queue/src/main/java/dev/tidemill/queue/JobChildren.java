package dev.tidemill.queue;

import dev.tidemill.input.InvalidOption;
import dev.tidemill.job.ChildCounts;
import dev.tidemill.job.ChildKind;
import dev.tidemill.job.ChildScan;
import dev.tidemill.redis.Reply;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.wire.CountChildren;
import dev.tidemill.wire.QueueKeys;
import dev.tidemill.wire.RemoveChildren;
import dev.tidemill.wire.ScriptRunner;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The children of a job, each by the full key of its hash, such as {@code bull:queue:7}.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class JobChildren {

  private final SharedConnection redis;
  private final QueueKeys keys;
  private final String id;

  JobChildren(SharedConnection redis, QueueKeys keys, String id) {
    this.redis = redis;
    this.keys = keys;
    this.id = id;
  }

  private String key(ChildKind kind) {
    return keys.job(id)
        + switch (kind) {
          case PROCESSED -> ":processed";
          case UNPROCESSED -> ":dependencies";
          case IGNORED -> ":failed";
          case FAILED -> ":unsuccessful";
        };
  }

  /** How many there are of each kind, all at the same moment. */
  public ChildCounts counts() {
    return ScriptRunner.run(new CountChildren(keys, id), redis);
  }

  /** The results of those that completed, as JSON text. */
  public Map<String, String> values() {
    return redis.call("HGETALL", key(ChildKind.PROCESSED)).fields();
  }

  /** Why those failed whose parent was to go on all the same. */
  public Map<String, String> ignoredFailures() {
    return redis.call("HGETALL", key(ChildKind.IGNORED)).fields();
  }

  /** Those that failed and their parent with them, in the order in which they did. */
  public Set<String> failed() {
    return texts(redis.call("ZRANGE", key(ChildKind.FAILED), "0", "-1"));
  }

  /** Those that are still to finish. */
  public Set<String> unprocessed() {
    return texts(redis.call("SMEMBERS", key(ChildKind.UNPROCESSED)));
  }

  private static Set<String> texts(Reply reply) {
    Set<String> texts = new LinkedHashSet<>();
    reply.list().forEach(one -> texts.add(one.text()));
    return texts;
  }

  /**
   * One step of a walk through all of one kind, for jobs that have many.
   *
   * @param from {@link ChildScan#BEGINNING}, then what the last step answered as {@code next}
   * @param about how many a step is to tell; Redis may tell more of few
   */
  public ChildScan scan(ChildKind kind, long from, int about) {
    if (about < 1) {
      throw new InvalidOption(
          "a step through the children of job %s that tells about %d: give 1 or more"
              .formatted(id, about));
    }
    if (kind == ChildKind.FAILED) {
      return failed(from, about);
    }
    String scan = kind == ChildKind.UNPROCESSED ? "SSCAN" : "HSCAN";
    List<Reply> told =
        redis
            .call(scan, key(kind), Long.toUnsignedString(from), "COUNT", Integer.toString(about))
            .list();
    Map<String, String> children =
        kind == ChildKind.UNPROCESSED ? nothing(told.get(1)) : told.get(1).fields();
    return new ChildScan(children, Long.parseUnsignedLong(told.get(0).text()));
  }

  private ChildScan failed(long from, int about) {
    String last = Long.toString(from + about - 1);
    Map<String, String> children =
        nothing(redis.call("ZRANGE", key(ChildKind.FAILED), Long.toString(from), last));
    return new ChildScan(children, children.size() < about ? 0 : from + about);
  }

  private static Map<String, String> nothing(Reply members) {
    Map<String, String> children = new LinkedHashMap<>();
    members.list().forEach(member -> children.put(member.text(), ""));
    return children;
  }

  /**
   * Removes those that are still to finish, with their own, but for those that somebody works on or
   * that have failed; a job that then waits for none goes on.
   *
   * <p>One call to Redis for all of them: with very many it keeps Redis from other work.
   */
  public void removeUnprocessed() {
    ScriptRunner.run(new RemoveChildren(keys, id), redis);
  }
}

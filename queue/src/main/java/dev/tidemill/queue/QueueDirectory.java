package dev.tidemill.queue;

import dev.tidemill.job.JobCounts;
import dev.tidemill.job.QueueGlance;
import dev.tidemill.job.QueueMeta;
import dev.tidemill.redis.Greeting;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.redis.Reply;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.wire.CountJobs;
import dev.tidemill.wire.Glance;
import dev.tidemill.wire.QueueKeys;
import dev.tidemill.wire.ScriptRunner;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The queues that a Redis holds, of any client that speaks BullMQ's keys, found by their keys.
 * Nothing is written. In a cluster only the node at hand is looked through.
 *
 * <p><b>Threading:</b> any thread; one call at a time, in the order of arrival.
 */
public final class QueueDirectory implements AutoCloseable {

  private static final String STEP = "500"; // keys a call, far below a millisecond
  private static final String META = ":meta";
  private static final Pattern NAMED = Pattern.compile("(.+?):([A-Za-z0-9+/]+=*)(?::w:.*)?");

  private final SharedConnection redis;

  private QueueDirectory(SharedConnection redis) {
    this.redis = redis;
  }

  /** A directory of that Redis; connects on first use. */
  public static QueueDirectory open(RedisUri redis) {
    return open(redis, SharedConnection.ANY);
  }

  /** The same for callers who do not wait longer until those before them are answered. */
  public static QueueDirectory open(RedisUri redis, Duration patience) {
    return new QueueDirectory(new SharedConnection(redis, "", Greeting.NONE, patience));
  }

  /**
   * Which queue.
   *
   * @param prefix of its keys
   * @param name without a colon
   */
  public record Entry(String prefix, String name) {}

  /**
   * A step of a walk through all keys.
   *
   * @param found the queues of this step; one may be found twice
   * @param next where the walk goes on, {@code "0"} at its end
   */
  public record Step(List<Entry> found, String next) {

    /** Keeps its own copy. */
    public Step {
      found = List.copyOf(found);
    }
  }

  /**
   * Looks through some more keys.
   *
   * @param from {@code "0"}, then what the last step answered as {@code next}
   */
  public Step scan(String from) {
    List<Reply> parts =
        redis.call("SCAN", from, "MATCH", "*:*" + META, "COUNT", STEP, "TYPE", "hash").list();
    List<Entry> found = new ArrayList<>();
    for (Reply key : parts.get(1).list()) {
      String stem = key.text().substring(0, key.text().length() - META.length());
      int colon = stem.lastIndexOf(':');
      if (colon > 0 && colon < stem.length() - 1 && !isJob(key.text())) {
        found.add(new Entry(stem.substring(0, colon), stem.substring(colon + 1)));
      }
    }
    return new Step(found, parts.get(0).text());
  }

  /** A job may have an id that ends like a queue's key; only jobs have been added at some time. */
  private boolean isJob(String key) {
    return redis.call("HEXISTS", key, "timestamp").number() == 1;
  }

  /** Whether there is a queue of that name: its meta, or jobs in line. */
  public boolean holds(Entry queue) {
    QueueKeys keys = keys(queue);
    return redis.call("EXISTS", keys.meta(), keys.waiting(), keys.active(), keys.events()).number()
        > 0;
  }

  /** How many jobs of a queue are in each state. */
  public JobCounts counts(Entry queue) {
    return ScriptRunner.run(new CountJobs(keys(queue)), redis);
  }

  /** How a queue flows; one command whose cost does not grow with the queue. */
  public QueueGlance glance(Entry queue) {
    return ScriptRunner.run(new Glance(keys(queue)), redis);
  }

  /** What holds for a queue as a whole. */
  public QueueMeta meta(Entry queue) {
    return new QueueMeta(redis.call("HGETALL", keys(queue).meta()).fields());
  }

  private static QueueKeys keys(Entry queue) {
    return new QueueKeys(queue.prefix(), queue.name());
  }

  /**
   * How many workers are connected for each queue, all read at once; queues without any are left
   * out.
   *
   * @throws dev.tidemill.redis.RedisException when Redis does not let its clients be listed
   */
  public Map<Entry, Integer> consumers() {
    Map<Entry, Integer> counts = new HashMap<>();
    String list = redis.call("CLIENT", "LIST", "TYPE", "normal").text();
    ClientList.of(list, name -> name).stream()
        .map(client -> NAMED.matcher(client.name()))
        .filter(Matcher::matches)
        .forEach(
            named -> {
              String queue = decoded(named.group(2));
              if (!queue.isEmpty()) {
                counts.merge(new Entry(named.group(1), queue), 1, Integer::sum);
              }
            });
    return counts;
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return ""; // some other client's name
    }
  }

  /** Ends the connection; calls under way fail. */
  @Override
  public void close() {
    redis.close();
  }
}

package dev.tidemill.queue;

import dev.tidemill.input.InvalidName;
import dev.tidemill.job.JobRef;
import dev.tidemill.redis.RedisUri;
import java.util.regex.Pattern;

/**
 * Which queue, and where.
 *
 * @param redis the Redis that holds it
 * @param prefix of its keys; every client of the queue must use the same
 * @param name of the queue, without a colon
 * @param settings what it is opened with
 */
public record QueueOptions(RedisUri redis, String prefix, String name, QueueSettings settings) {

  private static final Pattern TAG = Pattern.compile("^[^{]*\\{[^}]+\\}");

  /** BullMQ's own prefix. */
  public static final String DEFAULT_PREFIX = "bull";

  /** Checks that a cluster can hold the queue. */
  public QueueOptions {
    if (redis.isCluster() && !TAG.matcher(prefix + ":" + name).find()) {
      throw new InvalidName(
          "queue '"
              + name
              + "' with prefix '"
              + prefix
              + "' cannot be kept in a Redis Cluster: its keys would be on several nodes. Give a"
              + " prefix with a hash tag, such as --prefix='{"
              + prefix
              + "}'");
    }
  }

  /** A queue that is opened with the default settings. */
  public QueueOptions(RedisUri redis, String prefix, String name) {
    this(redis, prefix, name, QueueSettings.defaults());
  }

  /** The queue of that name under BullMQ's own prefix. */
  public static QueueOptions of(String redisUri, String name) {
    return new QueueOptions(RedisUri.parse(redisUri), DEFAULT_PREFIX, name);
  }

  /** The same queue opened with other settings. */
  public QueueOptions with(QueueSettings other) {
    return new QueueOptions(redis, prefix, name, other);
  }

  /** A job of the queue, as its children name it. */
  public JobRef ref(String id) {
    return new JobRef(prefix + ":" + name, id);
  }
}

package dev.tidemill.queue;

import dev.tidemill.redis.RedisUri;

/**
 * Which queue, and where.
 *
 * @param redis the Redis that holds it
 * @param prefix of its keys; every client of the queue must use the same
 * @param name of the queue, without a colon
 */
public record QueueOptions(RedisUri redis, String prefix, String name) {

  /** BullMQ's own prefix. */
  public static final String DEFAULT_PREFIX = "bull";

  /** The queue of that name under BullMQ's own prefix. */
  public static QueueOptions of(String redisUri, String name) {
    return new QueueOptions(RedisUri.parse(redisUri), DEFAULT_PREFIX, name);
  }
}

package dev.tidemill.queue;

import dev.tidemill.redis.SharedConnection;
import dev.tidemill.wire.QueueKeys;
import org.jspecify.annotations.Nullable;

/**
 * The deduplication ids of a queue that are taken.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class DeduplicationIds {

  private final SharedConnection connection;
  private final QueueKeys keys;

  DeduplicationIds(SharedConnection connection, QueueKeys keys) {
    this.connection = connection;
    this.keys = keys;
  }

  /** The id of the job that owns a deduplication id, or null when it is free. */
  public @Nullable String owner(String deduplicationId) {
    var reply = connection.call("GET", keys.deduplication(deduplicationId));
    return reply.isNull() ? null : reply.text();
  }

  /**
   * Frees a deduplication id whoever owns it: the next job with it is added. Answers whether it was
   * taken.
   */
  public boolean free(String deduplicationId) {
    return connection.call("DEL", keys.deduplication(deduplicationId)).number() == 1;
  }
}

package dev.tidemill.queue;

import dev.tidemill.job.JobRef;
import dev.tidemill.redis.Greeting;
import dev.tidemill.redis.NotForUs;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.redis.Scripting;
import dev.tidemill.wire.AddFlows;
import dev.tidemill.wire.QueueKeys;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which queues have been asked, on the connection of somebody who writes to many, whether they are
 * for us: each is asked once before anything is written to it, and again when connected anew.
 *
 * <p><b>Threading:</b> any thread.
 */
final class KnownQueues implements Greeting {

  private final RedisUri redis;
  private final Set<QueueKeys> known = ConcurrentHashMap.newKeySet();

  KnownQueues(RedisUri redis) {
    this.redis = redis;
  }

  /** There may be another Redis now: whoever connected is told, and nothing is sent. */
  @Override
  public void greet(RedisConnection fresh) {
    for (QueueKeys keys : List.copyOf(known)) {
      try {
        Opening.look(keys, redis, fresh);
      } catch (NotForUs e) {
        known.remove(keys);
        throw e;
      }
    }
  }

  /**
   * Asks those that a flow is written to: the queues of its jobs and of their parents.
   *
   * @throws NotForUs when one of them is not for us
   */
  void look(List<AddFlows.Node> nodes, Scripting connection) {
    for (AddFlows.Node node : nodes) {
      look(node.keys(), connection);
      JobRef parent = node.job().options().parent();
      if (parent != null) {
        look(QueueKeys.of(parent), connection);
      }
    }
  }

  /** As the other, one queue. */
  void look(QueueKeys keys, Scripting connection) {
    if (!known.contains(keys)) {
      Opening.look(keys, redis, connection);
      known.add(keys);
    }
  }
}

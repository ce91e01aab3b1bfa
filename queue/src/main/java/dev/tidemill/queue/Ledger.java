package dev.tidemill.queue;

import dev.tidemill.input.InvalidName;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.Reply;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.wire.EnterLedger;
import dev.tidemill.wire.QueueKeys;
import dev.tidemill.wire.ScriptRunner;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * An exact count and an outbox beside a queue: one hash in the queue's slot that adds and settles
 * move in the very call that moves the jobs.
 *
 * <p>Jobs added under it are counted once each, whatever connections break and whatever processes
 * die; with an {@link Advance} the position of a source goes forward with them.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class Ledger {

  private static final String POSITION = "at:";

  private final SharedConnection connection;
  private final Supplier<RedisConnection> connections;
  private final QueueKeys keys;
  private final InstantSource clock;

  Ledger(
      SharedConnection connection,
      Supplier<RedisConnection> connections,
      QueueKeys keys,
      InstantSource clock) {
    this.connection = connection;
    this.connections = connections;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * What the ledger says now; 0 what was not counted yet, or is no number. It costs Redis the same
   * however many nodes have added.
   */
  public Standing standing() {
    List<Reply> told =
        connection.call("HMGET", keys.ledger(), "count", "done", "failed", "version").list();
    return new Standing(
        number(told.get(0)), number(told.get(1)), number(told.get(2)), number(told.get(3)));
  }

  private static long number(Reply field) {
    String value = field.isNull() ? "" : field.text();
    return value.matches("\\d{1,18}") ? Long.parseLong(value) : 0;
  }

  /** How far a source has been read; empty when it has not. */
  public String position(String source) {
    Reply place = connection.call("HGET", keys.ledger(), POSITION + source);
    return place.isNull() ? "" : place.text();
  }

  /** Forgets how far a source has been read, so that it can be read from its beginning again. */
  public void forget(String source) {
    connection.call("HDEL", keys.ledger(), POSITION + source);
  }

  /**
   * Begins a session in which this node adds; older sessions of the same node are over.
   *
   * @param node a name that the node keeps over restarts, without spaces
   */
  public LedgerSession enter(String node) {
    if (!node.matches("[\\w.-]+")) {
      throw new InvalidName(
          "node name '" + node + "' cannot be used: give letters, digits, dots and hyphens");
    }
    long epoch = ScriptRunner.run(new EnterLedger(keys, node), connection);
    return new LedgerSession(connections.get(), keys, clock, node, epoch);
  }
}

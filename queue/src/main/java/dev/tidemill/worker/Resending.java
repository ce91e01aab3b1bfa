package dev.tidemill.worker;

import dev.tidemill.loop.Patience;
import dev.tidemill.redis.ConnectionLost;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisException;
import dev.tidemill.wire.ScriptRunner;
import dev.tidemill.wire.SettleAndClaim;

/**
 * Sends a settle-and-claim until Redis answers it, and says so to the script when it may have been
 * carried out before.
 */
final class Resending {

  private final RedisConnection connection;
  private final Events events;
  private final Patience patience = new Patience();
  private boolean lost; // of the line's thread: a connection was lost since this was last asked

  Resending(RedisConnection connection, Events events) {
    this.connection = connection;
    this.events = events;
  }

  /**
   * Runs it, waiting for Redis when that is away or refuses all writes.
   *
   * @throws RedisException when stopped meanwhile
   */
  SettleAndClaim.Result run(SettleAndClaim call) {
    SettleAndClaim next = call;
    boolean told = false;
    while (true) {
      try {
        SettleAndClaim.Result result = ScriptRunner.run(next, connection);
        patience.reset();
        return result;
      } catch (RedisException e) {
        if (patience.isOver()) {
          throw e;
        }
        if (!told) {
          events.trouble("fetching and settling", e);
          told = true;
        }
        if (e instanceof ConnectionLost loss) {
          lost = true;
          next = loss.sent() ? again(call) : next;
        }
        patience.pause();
      }
    }
  }

  private static SettleAndClaim again(SettleAndClaim call) {
    return new SettleAndClaim(
        call.keys(), call.now(), true, call.ledgerKey(), call.settlements(), call.terms());
  }

  /** Whether a connection was lost since this was last asked. */
  boolean wasLost() {
    boolean was = lost;
    lost = false;
    return was;
  }

  void stop() {
    patience.end();
  }
}

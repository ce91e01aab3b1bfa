package dev.tidemill.worker;

import dev.tidemill.loop.Waiter;
import dev.tidemill.redis.ConnectionLost;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisException;
import dev.tidemill.wire.ScriptRunner;
import dev.tidemill.wire.SettleAndClaim;
import java.time.Duration;

/**
 * Sends a settle-and-claim until Redis answers it, and says so to the script when it may have been
 * carried out before.
 */
final class Resending {

  private static final Duration AFTER_LOSS = Duration.ofMillis(100);
  private static final Duration AFTER_REFUSAL = Duration.ofSeconds(1);

  private final RedisConnection connection;
  private final Events events;
  private final Waiter pause = new Waiter();
  private volatile boolean stopped;

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
        return ScriptRunner.run(next, connection);
      } catch (RedisException e) {
        if (stopped) {
          throw e;
        }
        if (!told) {
          events.trouble("fetching and settling", e);
          told = true;
        }
        boolean lost = e instanceof ConnectionLost;
        if (e instanceof ConnectionLost loss && loss.sent()) {
          next = again(call);
        }
        rest(lost ? AFTER_LOSS : AFTER_REFUSAL);
      }
    }
  }

  private static SettleAndClaim again(SettleAndClaim call) {
    return new SettleAndClaim(
        call.keys(), call.now(), true, call.ledgerKey(), call.settlements(), call.terms());
  }

  private void rest(Duration duration) {
    try {
      pause.await(duration);
    } catch (InterruptedException e) {
      // Only the end of the feed interrupts, and then the flag is set.
    }
  }

  void stop() {
    stopped = true;
    pause.wake();
  }
}

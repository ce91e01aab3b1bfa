package dev.tidemill.pool.run;

import dev.tidemill.loop.Waiter;
import java.time.Duration;

/**
 * When a pusher pushes next: an interval after it should have pushed last, or after it did where it
 * came too late by more than that.
 *
 * <p><b>Threading:</b> one thread.
 */
final class NextPush {

  private long at = System.nanoTime();

  /** Waits out the interval, also one that has become shorter; false when woken before. */
  boolean await(Duration interval, Waiter wake) throws InterruptedException {
    long gap = interval.toNanos();
    long now = System.nanoTime();
    if (at - now > 0) {
      at = now + Math.min(at - now, gap);
      if (wake.await(Duration.ofNanos(at - now))) {
        return false;
      }
      now = System.nanoTime();
    }
    at = now - at < gap ? at + gap : now + gap;
    return true;
  }
}

package dev.tidemill.loop;

import java.time.Duration;

/**
 * The pauses between attempts at something that does not work yet: short at first, then longer.
 *
 * <p><b>Threading:</b> one thread waits; any may {@link #end()} it.
 */
public final class Patience {

  private static final long FIRST = 5;
  private static final long LONGEST = 500;

  private final Waiter waiter = new Waiter();
  private long millis = FIRST; // of the thread that waits
  private volatile boolean ended;

  /** Waits out the next pause; an interruption only shortens it. */
  public void pause() {
    if (ended) {
      return;
    }
    try {
      waiter.await(Duration.ofMillis(millis));
    } catch (InterruptedException e) {
      // Whoever wants the attempts to stop ends them: giving up half-way is the caller's to decide.
    }
    millis = Math.min(LONGEST, millis * 2);
  }

  /** Begins anew after something has worked. */
  public void reset() {
    millis = FIRST;
  }

  /** Ends the pause that is under way and all others. */
  public void end() {
    ended = true;
    waiter.wake();
  }

  /** Whether {@link #end()} was called. */
  public boolean isOver() {
    return ended;
  }
}

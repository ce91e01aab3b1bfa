package dev.tidemill.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that moves only when it is told to.
 *
 * <p><b>Threading:</b> safe for any.
 */
public final class ManualClock implements InstantSource {

  private final AtomicReference<Instant> now;

  /** Starts at an instant of the test's choice. */
  public ManualClock(Instant start) {
    this.now = new AtomicReference<>(start);
  }

  /** Starts at an instant that no test should care about. */
  public ManualClock() {
    this(Instant.parse("2026-01-01T00:00:00Z"));
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /** Moves on, or back when the duration is negative. */
  public void advance(Duration duration) {
    now.updateAndGet(before -> before.plus(duration));
  }
}

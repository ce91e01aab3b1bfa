package dev.tidemill.pool.handler;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long a handler pretends to work on a message: always the same time, or any between two.
 *
 * @param least not negative
 * @param most not less than {@code least}
 */
public record WorkTime(Duration least, Duration most) {

  /** No time at all. */
  public static final WorkTime NONE = always(Duration.ZERO);

  /** Checks the bounds. */
  public WorkTime {
    if (least.isNegative() || most.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "work takes from %s to %s: give times that are not negative, the shorter one first"
              .formatted(least, most));
    }
  }

  /** The same time for each message. */
  public static WorkTime always(Duration time) {
    return new WorkTime(time, time);
  }

  boolean isNone() {
    return most.isZero();
  }

  /** The time for the next message. */
  Duration next() {
    long span = most.minus(least).toNanos();
    return least.plusNanos(span == 0 ? 0 : ThreadLocalRandom.current().nextLong(span + 1));
  }
}

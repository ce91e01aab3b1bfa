package dev.tidemill.pool.run;

import java.time.Duration;

/**
 * How fast each pusher goes; it may change while they work.
 *
 * <p><b>Threading:</b> any thread.
 */
final class Pace {

  private volatile Duration interval;

  Pace(Duration interval) {
    this.interval = interval;
  }

  /** The time between two messages of one pusher; zero for none. */
  Duration interval() {
    return interval;
  }

  /** Answers whether it is another one now. */
  boolean change(Duration to) {
    boolean other = !interval.equals(to);
    interval = to;
    return other;
  }
}

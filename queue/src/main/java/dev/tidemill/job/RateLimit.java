package dev.tidemill.job;

import dev.tidemill.input.InvalidOption;
import java.time.Duration;

/**
 * How many jobs may start in a window of time, over all workers of the queue. The window is fixed:
 * it opens with the first job after the last one closed.
 *
 * @param max how many
 * @param per the window
 */
public record RateLimit(int max, Duration per) {

  /** Checks the bounds. */
  public RateLimit {
    if (max < 1) {
      throw new InvalidOption("rate limit is " + max + ": give at least 1");
    }
    TimeBound.positive("rate limit window", per);
  }
}

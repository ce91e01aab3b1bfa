package dev.tidemill.job;

import dev.tidemill.input.InvalidOption;
import java.time.Duration;

/**
 * How long a failed job waits before it is tried again.
 *
 * @param type {@code fixed}, {@code exponential}, or a name that only its adder's workers know
 * @param delay the delay, or the first one of a growing row
 * @param jitter the share of the delay that is left to chance, 0 to 1
 */
public record Backoff(String type, Duration delay, double jitter) {

  /** Checks the bounds. */
  public Backoff {
    TimeBound.check("backoff delay", delay);
    if (delay.isNegative()) {
      throw new InvalidOption("backoff delay is " + delay + ": give zero or more");
    }
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new InvalidOption("backoff jitter is " + jitter + ": give 0 to 1");
    }
  }

  /** The same delay before every attempt. */
  public static Backoff fixed(Duration delay) {
    return new Backoff("fixed", delay, 0);
  }

  /** A delay that doubles with every attempt. */
  public static Backoff exponential(Duration delay) {
    return new Backoff("exponential", delay, 0);
  }

  /** Whether every client knows its type. */
  public boolean isBuiltIn() {
    return type.equals("fixed") || type.equals("exponential");
  }

  /**
   * The delay before the next attempt, in milliseconds.
   *
   * @param attempt how many attempts have been made, 1 for the first
   * @param chance a number in [0, 1) that decides the jitter
   * @throws InvalidOption when the type is none that this client knows
   */
  public long millis(int attempt, double chance) {
    double most =
        switch (type) {
          case "fixed" -> delay.toMillis();
          case "exponential" -> Math.round(Math.pow(2, attempt - 1) * delay.toMillis());
          default ->
              throw new InvalidOption(
                  "backoff type '"
                      + type
                      + "' is not known here: use fixed or exponential, or give every worker of the"
                      + " queue a backoff function that knows it");
        };
    double fixed = jitter == 0 ? most : Math.floor(chance * most * jitter + most * (1 - jitter));
    return (long) fixed;
  }
}

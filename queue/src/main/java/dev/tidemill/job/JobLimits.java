package dev.tidemill.job;

import dev.tidemill.input.InvalidOption;
import org.jspecify.annotations.Nullable;

/**
 * Bounds on what a job may take up in Redis; null for none.
 *
 * @param dataBytes how many bytes its payload may have; a larger one is refused when it is added
 * @param logs how many of its newest log lines stay
 * @param stackTraces how many of its newest stack traces stay
 */
public record JobLimits(
    @Nullable Integer dataBytes, @Nullable Integer logs, @Nullable Integer stackTraces) {

  private static final JobLimits NONE = new JobLimits(null, null, null);

  /** Checks the bounds. */
  public JobLimits {
    check("data size limit", dataBytes, 1);
    check("log limit", logs, 1);
    check("stack trace limit", stackTraces, 0);
  }

  private static void check(String what, @Nullable Integer limit, int least) {
    if (limit != null && limit < least) {
      throw new InvalidOption(
          what + " is " + limit + ": give " + least + " or more, or leave it out");
    }
  }

  /** No bounds. */
  public static JobLimits none() {
    return NONE;
  }
}

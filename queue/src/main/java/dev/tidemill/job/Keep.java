package dev.tidemill.job;

import dev.tidemill.input.InvalidOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many finished jobs stay in Redis: the newest so many, those younger than an age, or both.
 *
 * @param count the newest so many stay; 0 removes a job as it finishes; null for no bound
 * @param age what finished longer ago than this goes, in whole seconds, at least one; null for no
 *     bound
 * @param limit how many one finish may remove for their age; null for BullMQ's 1000
 */
public record Keep(@Nullable Long count, @Nullable Duration age, @Nullable Integer limit) {

  /** Checks the bounds. */
  public Keep {
    if (count != null && count < 0) {
      throw new InvalidOption(
          "keep count is " + count + ": give 0 to keep none, or leave it out to keep all");
    }
    if (age != null) {
      TimeBound.check("keep age", age);
    }
    if (age != null && age.toSeconds() < 1) {
      throw new InvalidOption("keep age is " + age + ": give a second or more");
    }
    if (limit != null && limit < 1) {
      throw new InvalidOption("keep limit is " + limit + ": give at least 1");
    }
  }

  /** Every finished job stays. */
  public static Keep all() {
    return new Keep(null, null, null);
  }

  /** A job is removed as it finishes. */
  public static Keep none() {
    return newest(0);
  }

  /** The newest so many stay. */
  public static Keep newest(long count) {
    return new Keep(count, null, null);
  }

  /** Those that finished within this time stay. */
  public static Keep youngerThan(Duration age) {
    return new Keep(null, age, null);
  }
}

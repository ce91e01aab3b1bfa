package dev.tidemill.job;

import dev.tidemill.input.InvalidOption;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a time may be that is told to Redis: a hundred years. Much longer ones cannot be written
 * in milliseconds, and would be noticed only where jobs of others are on their way too.
 */
public final class TimeBound {

  /** The longest time that an option may name. */
  public static final Duration LONGEST = Duration.ofDays(36_500);

  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  private TimeBound() {}

  /**
   * Answers the time if it can be told.
   *
   * @param option what it is for, in messages
   * @throws InvalidOption when it is longer than {@link #LONGEST}, to either side
   */
  public static Duration check(String option, Duration time) {
    if (time.compareTo(LONGEST) > 0 || time.compareTo(LONGEST.negated()) < 0) {
      throw new InvalidOption(
          option + " is " + time + ": give at most " + LONGEST.toDays() + " days");
    }
    return time;
  }

  /**
   * As {@link #check(String, Duration)}, of a time that there must be some of.
   *
   * @throws InvalidOption also when it is less than a millisecond
   */
  public static Duration positive(String option, Duration time) {
    if (check(option, time).toMillis() < 1) {
      throw new InvalidOption(option + " is " + time + ": give a millisecond or more");
    }
    return time;
  }

  /**
   * Checks a moment, which may be null for none.
   *
   * @param option what it is for, in messages
   * @throws InvalidOption when it is before 1970 or after the year 9999
   */
  public static void check(String option, @Nullable Instant moment) {
    if (moment != null && (moment.isBefore(FIRST) || moment.isAfter(LAST))) {
      throw new InvalidOption(
          option + " is " + moment + ": give a moment between 1970 and the end of the year 9999");
    }
  }

  /**
   * The time, or {@link #LONGEST} where it is longer: for those who wait for as long as it takes.
   */
  public static Duration atMost(Duration time) {
    return time.compareTo(LONGEST) > 0 ? LONGEST : time;
  }
}

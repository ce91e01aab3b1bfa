package dev.tidemill.cron;

import dev.tidemill.input.InvalidOption;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A cron pattern that has been read and found usable.
 *
 * <p>Fields: second (may be left out), minute, hour, day of month, month, day of week. Each is
 * {@code *} or {@code ?}, a number, a range {@code 1-5}, a range with a step {@code 10-40/10}, or a
 * list of those; months and days of the week also by their English names of three letters; {@code
 * L} is the last day of the month, {@code 5L} the last Friday, {@code 5#2} the second Friday;
 * {@code H} is a value by chance. The words yearly, annually, monthly, weekly, daily, hourly,
 * minutely, secondly, weekdays and weekends behind an at sign stand for what they say.
 *
 * <p><b>Threading:</b> a value; any thread.
 */
public final class CronExpression {

  private final String pattern;
  private final Fields fields;

  private CronExpression(String pattern, Fields fields) {
    this.pattern = pattern;
    this.fields = fields;
  }

  /**
   * Reads a pattern.
   *
   * @throws InvalidOption when it cannot be used; the message says which part and why
   */
  public static CronExpression parse(String pattern) {
    return parse(pattern, "");
  }

  /**
   * As {@link #parse(String)}, with what decides the values of {@code H}.
   *
   * @param seed the same seed gives the same values, in every client; empty for chance
   */
  public static CronExpression parse(String pattern, String seed) {
    try {
      return new CronExpression(pattern, PatternParser.parse(pattern, seed));
    } catch (IllegalArgumentException e) {
      throw new InvalidOption(
          "cron pattern '%s' cannot be used: %s".formatted(pattern, e.getMessage()), e);
    }
  }

  /**
   * The first time after an instant, or null when there is none.
   *
   * @param after the instant; a time that equals it does not count
   * @param zone whose clock the pattern means
   * @param end after which there is none; null for no end
   */
  public @Nullable Instant next(Instant after, ZoneId zone, @Nullable Instant end) {
    return new Search(fields, zone.getRules()).next(after, end);
  }

  /** The pattern as it was written. */
  @Override
  public String toString() {
    return pattern;
  }
}

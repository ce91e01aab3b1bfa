package dev.tidemill.job;

import dev.tidemill.input.InvalidOption;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a scheduler makes its jobs: at equal intervals, or by a cron pattern.
 *
 * @param every the interval, to the millisecond; null when there is a pattern
 * @param pattern a cron pattern of five or six fields; empty when there is an interval
 * @param zone whose clock the pattern means, such as {@code Europe/Berlin}; empty for the clock of
 *     whoever makes the job
 * @param offset how far its times are behind the multiples of the interval since 1970; zero for
 *     times that go on from the first
 * @param start before which there is none; null for now
 * @param end after which there is none; null for none
 * @param limit how many jobs it makes in all; null for any number
 * @param immediately whether the first job of a pattern is due at once
 */
public record Schedule(
    @Nullable Duration every,
    String pattern,
    String zone,
    Duration offset,
    @Nullable Instant start,
    @Nullable Instant end,
    @Nullable Integer limit,
    boolean immediately) {

  /** Checks that the options go together. */
  public Schedule {
    if ((every == null) == pattern.isEmpty()) {
      throw new InvalidOption(
          "schedule has interval %s and pattern '%s': give one of them".formatted(every, pattern));
    }
    TimeBound.check("schedule start", start);
    TimeBound.check("schedule end", end);
    TimeBound.check("schedule offset", offset);
    if (every != null) {
      TimeBound.positive("schedule interval", every);
    }
    if (offset.isNegative()) {
      throw new InvalidOption("schedule offset is " + offset + ": give zero or more");
    }
    if (immediately && start != null) {
      throw new InvalidOption("schedule begins immediately and at " + start + ": give one of them");
    }
    if (limit != null && limit < 1) {
      throw new InvalidOption(
          "schedule limit is " + limit + ": give at least 1, or none for any number");
    }
  }

  /** A builder of a schedule that makes a job at once and then one in every interval. */
  public static Builder every(Duration interval) {
    return new Builder(interval, "");
  }

  /** A builder of a schedule that makes a job whenever the pattern says. */
  public static Builder cron(String pattern) {
    return new Builder(null, pattern);
  }

  /** Collects options; see {@link Schedule} for what each means. Not thread-safe. */
  public static final class Builder {

    private final @Nullable Duration every;
    private final String pattern;
    private String zone = "";
    private Duration offset = Duration.ZERO;
    private @Nullable Instant start;
    private @Nullable Instant end;
    private @Nullable Integer limit;
    private boolean immediately;

    private Builder(@Nullable Duration every, String pattern) {
      this.every = every;
      this.pattern = pattern;
    }

    /** Sets whose clock the pattern means. */
    public Builder zone(String value) {
      zone = value;
      return this;
    }

    /** Sets how far its times are behind the multiples of the interval. */
    public Builder offset(Duration value) {
      offset = value;
      return this;
    }

    /** Sets before which there is no job. */
    public Builder start(@Nullable Instant value) {
      start = value;
      return this;
    }

    /** Sets after which there is no job. */
    public Builder end(@Nullable Instant value) {
      end = value;
      return this;
    }

    /** Sets how many jobs it makes in all. */
    public Builder limit(@Nullable Integer value) {
      limit = value;
      return this;
    }

    /** Sets whether the first job of a pattern is due at once. */
    public Builder immediately(boolean value) {
      immediately = value;
      return this;
    }

    /**
     * The schedule.
     *
     * @throws InvalidOption when options do not go together; the message says which
     */
    public Schedule build() {
      return new Schedule(every, pattern, zone, offset, start, end, limit, immediately);
    }
  }
}

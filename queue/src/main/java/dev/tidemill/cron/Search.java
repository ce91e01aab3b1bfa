package dev.tidemill.cron;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * Turns a clock forward until a pattern allows what it shows.
 *
 * <p>Around a change of the offset the answer depends on the steps by which the clock gets there,
 * so the steps are those that other clients take, and as many of them at most.
 */
final class Search {

  private static final int MOST_STEPS = 9_999;

  private final Fields fields;
  private final ZoneRules rules;

  Search(Fields fields, ZoneRules rules) {
    this.fields = fields;
    this.rules = rules;
  }

  @Nullable Instant next(Instant after, @Nullable Instant end) {
    long last = end == null ? Long.MAX_VALUE : end.toEpochMilli();
    long from = Math.min(after.toEpochMilli(), last);
    WallClock clock = new WallClock(rules, from, !fields.everyHour());
    clock.roundUp();
    for (int step = 0; step < MOST_STEPS && clock.millis() <= last; step++) {
      if (fits(clock)) {
        if (clock.millis() != from) {
          return Instant.ofEpochMilli(clock.millis());
        }
        clock.turn(ChronoUnit.SECONDS);
      }
    }
    return null;
  }

  /** Whether the time shown is one of the pattern's; when not, takes a step. */
  private boolean fits(WallClock clock) {
    if (!fields.month().has(clock.day().getMonthValue())) {
      clock.toNextMonth();
    } else if (!fields.onDay(clock.day())) {
      clock.toNextDay();
    } else if (hourFits(clock)) {
      if (!fields.minute().has(clock.minute())) {
        toNextMinute(clock);
      } else if (!fields.second().has(clock.second())) {
        toNextSecond(clock);
      } else {
        return true;
      }
    }
    return false;
  }

  private boolean hourFits(WallClock clock) {
    if (clock.skippedOneOf(fields.hour())) {
      return true;
    }
    if (clock.showsAgain()) {
      clock.turn(ChronoUnit.HOURS);
      return false;
    }
    if (fields.hour().has(clock.hour())) {
      return true;
    }
    clock.forgetGap();
    toNextHour(clock);
    return false;
  }

  private void toNextHour(WallClock clock) {
    int hour = fields.hour().after(clock.hour());
    if (hour < 0) {
      clock.toNextDay();
      return;
    }
    if (clock.isDayOfChange()) {
      int steps = hour - clock.hour();
      for (int n = 0; n < steps && (n == 0 || clock.hour() < hour); n++) {
        clock.turn(ChronoUnit.HOURS);
      }
    } else {
      clock.setHour(hour);
    }
    toFirst(clock);
  }

  private void toFirst(WallClock clock) {
    clock.setMinute(fields.minute().first());
    clock.setSecond(fields.second().first());
  }

  private void toNextMinute(WallClock clock) {
    int minute = fields.minute().after(clock.minute());
    if (minute < 0) {
      clock.turn(ChronoUnit.HOURS);
      toFirst(clock);
    } else {
      clock.setMinute(minute);
      clock.setSecond(fields.second().first());
    }
  }

  private void toNextSecond(WallClock clock) {
    int second = fields.second().after(clock.second());
    if (second < 0) {
      clock.turn(ChronoUnit.MINUTES);
      clock.setSecond(fields.second().first());
    } else {
      clock.setSecond(second);
    }
  }
}

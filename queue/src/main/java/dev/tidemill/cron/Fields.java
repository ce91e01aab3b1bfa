package dev.tidemill.cron;

import dev.tidemill.input.InvalidOption;
import java.time.LocalDate;

/** The six fields of a pattern. */
record Fields(
    Field second, Field minute, Field hour, Field dayOfMonth, Field month, Field dayOfWeek) {

  private static final int[] LONGEST = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  /** Refuses a day that its only month never has. */
  Fields {
    if (month.size() == 1
        && dayOfWeek.any()
        && !dayOfMonth.last()
        && dayOfMonth.first() > longest(month.first())) {
      throw new InvalidOption(
          "its month never has %d days: give an earlier day, or L for the last"
              .formatted(dayOfMonth.first()));
    }
  }

  /** How many days a month has in a leap year. */
  static int longest(int month) {
    return LONGEST[month - 1];
  }

  /** Whether the pattern runs on a day of one of its months. */
  boolean onDay(LocalDate day) {
    boolean inMonth =
        dayOfMonth.has(day.getDayOfMonth())
            || (dayOfMonth.last() && day.getDayOfMonth() == day.lengthOfMonth());
    if (dayOfWeek.any()) {
      return inMonth;
    }
    return onWeekday(day) || (inMonth && !dayOfMonth.any());
  }

  private boolean onWeekday(LocalDate day) {
    int weekday = day.getDayOfWeek().getValue() % 7;
    int week = (day.getDayOfMonth() + 6) / 7;
    if (dayOfWeek.has(weekday) && (dayOfWeek.nth() == 0 || dayOfWeek.nth() == week)) {
      return true;
    }
    boolean lastWeek = day.getDayOfMonth() > day.lengthOfMonth() - 7;
    return dayOfWeek.last() && lastWeek && (dayOfWeek.lastWeekdays() >> weekday & 1) == 1;
  }

  /** Whether every hour is allowed: then a change of the clock leaves out or repeats nothing. */
  boolean everyHour() {
    return hour.size() == 24;
  }
}

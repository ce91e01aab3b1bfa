package dev.tidemill.cron;

import dev.tidemill.input.InvalidOption;

/** Which field of a pattern, and the values it may have. */
enum Unit {
  SECOND("second", 0, 59),
  MINUTE("minute", 0, 59),
  HOUR("hour", 0, 23),
  DAY_OF_MONTH("day of month", 1, 31),
  MONTH("month", 1, 12),
  DAY_OF_WEEK("day of week", 0, 7);

  final String words;
  final int min;
  final int max;

  Unit(String words, int min, int max) {
    this.words = words;
    this.min = min;
    this.max = max;
  }

  boolean isNamed() {
    return this == MONTH || this == DAY_OF_WEEK;
  }

  boolean allowsLast() {
    return this == DAY_OF_MONTH || this == DAY_OF_WEEK;
  }

  InvalidOption refused(String value) {
    return new InvalidOption(
        "%s '%s' is not possible: give %d to %d".formatted(words, value, min, max));
  }
}

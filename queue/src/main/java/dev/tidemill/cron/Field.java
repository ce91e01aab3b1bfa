package dev.tidemill.cron;

/**
 * The values that one field of a pattern allows.
 *
 * @param values a bit for each number
 * @param lastWeekdays a bit for each day of the week, 0 for Sunday, whose last one in a month
 *     counts
 * @param any whether the field is a bare {@code *} or {@code ?}
 * @param last whether it says {@code L}
 * @param nth which one of its days of the week in a month counts; 0 for every
 */
record Field(long values, int lastWeekdays, boolean any, boolean last, int nth) {

  boolean has(int value) {
    return (values >> value & 1) == 1;
  }

  /** The next greater value, or -1. */
  int after(int value) {
    long greater = values & (-1L << (value + 1));
    return greater == 0 ? -1 : Long.numberOfTrailingZeros(greater);
  }

  int first() {
    return Long.numberOfTrailingZeros(values);
  }

  int size() {
    return Long.bitCount(values);
  }
}

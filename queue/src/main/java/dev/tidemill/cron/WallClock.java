package dev.tidemill.cron;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRules;

/**
 * A clock on the wall of a zone that can be turned forward, and that remembers what it met when it
 * was turned over a change of the zone's offset. Not thread-safe.
 *
 * <p>A time that the clock shows twice is the one on the side from which it is set; a time that it
 * never shows is as far behind the gap as it is behind the gap's begin.
 */
final class WallClock {

  private static final int NONE = -1;

  private final ZoneRules rules;
  private final boolean remembers;
  private long millis; // Unix time
  private long offset; // millis that the zone is ahead of UTC
  private LocalDateTime shown;
  private int firstSkipped = NONE;
  private int landed = NONE;
  private int repeated = NONE;

  /**
   * A clock that shows an instant.
   *
   * @param remembers whether changes are to be remembered at all
   */
  WallClock(ZoneRules rules, long millis, boolean remembers) {
    this.rules = rules;
    this.remembers = remembers;
    this.shown = show(millis, offsetAt(millis));
  }

  private LocalDateTime show(long at, long ahead) {
    millis = at;
    offset = ahead;
    shown =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(at + ahead, 1000),
            (int) Math.floorMod(at + ahead, 1000L) * 1_000_000,
            ZoneOffset.UTC);
    return shown;
  }

  private long offsetAt(long at) {
    return rules.getOffset(Instant.ofEpochMilli(at)).getTotalSeconds() * 1000L;
  }

  long millis() {
    return millis;
  }

  LocalDate day() {
    return shown.toLocalDate();
  }

  int hour() {
    return shown.getHour();
  }

  int minute() {
    return shown.getMinute();
  }

  int second() {
    return shown.getSecond();
  }

  /** Sets it to a local time, seen from where it stands. */
  private void set(LocalDateTime wanted) {
    long local = wanted.toInstant(ZoneOffset.UTC).toEpochMilli();
    long before = offsetAt(local - offset);
    if (before == offset) {
      show(local - offset, offset);
      return;
    }
    long after = offsetAt(local - before);
    show(local - Math.min(before, after), Math.max(before, after));
  }

  void setHour(int hour) {
    set(shown.withHour(hour));
  }

  void setMinute(int minute) {
    set(shown.withMinute(minute));
  }

  void setSecond(int second) {
    set(shown.withSecond(second));
  }

  /** Turns it to the next full second, unless it shows one. */
  void roundUp() {
    LocalDateTime second = shown.truncatedTo(ChronoUnit.SECONDS);
    if (!second.equals(shown)) {
      set(second);
      turn(ChronoUnit.SECONDS);
    }
  }

  void toNextMonth() {
    set(shown.plusMonths(1));
    set(shown.toLocalDate().withDayOfMonth(1).atStartOfDay());
  }

  void toNextDay() {
    set(shown.plusDays(1));
    set(shown.toLocalDate().atStartOfDay());
  }

  /** Turns it by a second, or to the begin of the minute or hour that is one further. */
  void turn(ChronoUnit unit) {
    int hourBefore = hour();
    long offsetBefore = offset;
    long at = millis + unit.getDuration().toMillis();
    set(show(at, offsetAt(at)).truncatedTo(unit == ChronoUnit.SECONDS ? ChronoUnit.MILLIS : unit));
    int advance = Math.floorMod(hour() - hourBefore, 24);
    if (offset > offsetBefore && advance >= 2) {
      if (remembers) {
        firstSkipped = (hourBefore + 1) % 24;
        landed = hour();
      }
    } else if (advance == 0 && minute() == 0 && second() == 0 && remembers) {
      repeated = hour();
    }
  }

  /** Whether it has just been turned over hours that do not exist, one of them of the field. */
  boolean skippedOneOf(Field hours) {
    if (firstSkipped == NONE || landed != hour()) {
      return false;
    }
    for (int hour = firstSkipped; hour != landed; hour = (hour + 1) % 24) {
      if (hours.has(hour)) {
        return true;
      }
    }
    return false;
  }

  void forgetGap() {
    firstSkipped = NONE;
    landed = NONE;
  }

  /** Whether it shows an hour for the second time; tells so once. */
  boolean showsAgain() {
    boolean again = repeated == hour();
    if (again) {
      repeated = NONE;
    }
    return again;
  }

  /** Whether the offset at the end of the day is another than at its begin. */
  boolean isDayOfChange() {
    WallClock clock = new WallClock(rules, millis, false);
    clock.offset = offset;
    clock.set(shown.toLocalDate().atStartOfDay());
    long atBegin = clock.offset;
    clock.show(millis, offset);
    clock.toNextDay();
    return atBegin != offsetAt(clock.millis - 1);
  }
}

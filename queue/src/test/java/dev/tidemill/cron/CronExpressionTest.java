package dev.tidemill.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the patterns mean; that this is what BullMQ makes of them is held in interop. */
final class CronExpressionTest {

  private static final ZoneId BERLIN = CronZone.of("Europe/Berlin");

  private static List<String> next(String pattern, String after, int runs) {
    List<String> times = new ArrayList<>();
    Instant at = Instant.parse(after);
    for (int n = 0; n < runs; n++) {
      at = CronExpression.parse(pattern).next(at, BERLIN, null);
      if (at == null) {
        break;
      }
      times.add(at.atZone(BERLIN).toOffsetDateTime().toString());
    }
    return times;
  }

  @Test
  void aTimeThatTheClockSkipsComesOnceAnHourLater() {
    assertThat(next("30 2 * * *", "2026-03-28T12:00:00Z", 2))
        .containsExactly("2026-03-29T03:30+02:00", "2026-03-30T02:30+02:00");
  }

  @Test
  void anHourThatTheClockRepeatsCountsOnce() {
    assertThat(next("30 2 * * *", "2026-10-24T12:00:00Z", 2))
        .containsExactly("2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00");
  }

  @Test
  void anHourThatTheClockRepeatsCountsTwiceWhereEveryHourIsAllowed() {
    assertThat(next("0 * * * *", "2026-10-24T23:30:00Z", 3))
        .containsExactly(
            "2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00", "2026-10-25T03:00+01:00");
  }

  @Test
  void daysOfMonthAndOfWeekAreAlternatives() {
    assertThat(next("0 12 13 * FRI", "2026-02-01T12:00:00Z", 3))
        .containsExactly(
            "2026-02-06T12:00+01:00", "2026-02-13T12:00+01:00", "2026-02-20T12:00+01:00");
  }

  @Test
  void theLastDayAndTheNthWeekdayAreFound() {
    assertThat(next("0 0 L 2 *", "2026-03-01T00:00:00Z", 2))
        .containsExactly("2027-02-28T00:00+01:00", "2028-02-29T00:00+01:00");
    assertThat(next("0 0 * * 5#2", "2026-01-01T00:00:00Z", 1))
        .containsExactly("2026-01-09T00:00+01:00");
    assertThat(next("0 0 * * 5L", "2026-01-01T00:00:00Z", 1))
        .containsExactly("2026-01-30T00:00+01:00");
  }

  @Test
  void aDayThatNeverComesHasNoTime() {
    assertThat(next("0 0 31 4,6 *", "2026-01-01T00:00:00Z", 1)).isEmpty();
  }

  @Test
  void thereIsNoTimeAfterTheEnd() {
    Instant noon = Instant.parse("2026-01-01T12:00:00Z");
    CronExpression hourly = CronExpression.parse("@hourly");

    assertThat(hourly.next(noon, BERLIN, noon.plusSeconds(3600)))
        .isEqualTo(Instant.parse("2026-01-01T13:00:00Z"));
    assertThat(hourly.next(noon, BERLIN, noon.plusSeconds(3599))).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "61 * * * *    | minute '61' is not possible: give 0 to 59",
        "* * 0 * *     | day of month '0' is not possible: give 1 to 31",
        "5-1 * * * *   | minute '5-1' is not possible: give a range that rises",
        "* * * * * * * | it has 7 fields: give five, or six",
        "0 0 30 2 *    | its month never has 30 days",
        "0 0 1,1 * *   | day of month '1,1' has a value twice",
        "0 0 * * MOO   | day of week has the name 'MOO', which is none"
      })
  void aPatternThatCannotBeUsedIsRefusedWithTheReason(String pattern, String reason) {
    assertThatThrownBy(() -> CronExpression.parse(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cron pattern '" + pattern + "' cannot be used: " + reason);
  }

  @Test
  void aZoneIsKnownByItsNameInAnyCase() {
    assertThat(CronZone.of("europe/berlin")).isEqualTo(BERLIN);
    assertThat(CronZone.of("utc+5:30").toString()).isEqualTo("+05:30");
    assertThatThrownBy(() -> CronZone.of("Nowhere/City")).hasMessageContaining("'Nowhere/City'");
  }
}

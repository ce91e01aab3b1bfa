package dev.tidemill.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ManualClockTest {

  @Test
  void movesOnlyWhenTold() {
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    ManualClock clock = new ManualClock(start);

    clock.advance(Duration.ofMillis(250));

    assertThat(clock.instant()).isEqualTo(start.plusMillis(250));
    assertThat(clock.instant()).isEqualTo(start.plusMillis(250));
  }
}

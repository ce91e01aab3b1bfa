package dev.tidemill.pool.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TurnPaceTest {

  private static final long HOUR_MS = 3_600_000;
  private static final long TICK_MS = 250;

  @ParameterizedTest
  @CsvSource({"2, 1", "20, 1", "20, 3", "100, 7", "2000, 1", "2000, 40"})
  void anHourOfWorkersThatTurnAllTheTimeFitsIntoTheHistory(int workers, int nodes) {
    long entries = 0;
    for (int node = 0; node < nodes; node++) {
      int from = node;
      List<String> ours =
          IntStream.range(0, workers)
              .filter(n -> n % nodes == from)
              .mapToObj(n -> "w" + n)
              .toList();
      entries += entriesOfAnHour(ours, workers);
    }

    assertThat(entries).isLessThanOrEqualTo(72_000 + workers);
    assertThat(entries).isGreaterThanOrEqualTo(Math.min(72_000, workers * 14_400L) / 2);
  }

  private static long entriesOfAnHour(List<String> ours, int places) {
    TurnPace pace = new TurnPace();
    long entries = 0;
    for (long now = 0; now < HOUR_MS; now += TICK_MS) {
      for (String worker : ours) {
        entries += pace.isDue(worker, places, now) ? 1 : 0;
      }
    }
    return entries;
  }

  @Test
  void aWorkerThatTurnsSeldomIsWrittenDownAtOnce() {
    TurnPace pace = new TurnPace();

    assertThat(pace.isDue("w1", 20, 5000)).isTrue();
    assertThat(pace.isDue("w2", 20, 5000)).isTrue();
    assertThat(pace.isDue("w1", 20, 5999)).isFalse();
    assertThat(pace.isDue("w1", 20, 6000)).isTrue();
    assertThat(pace.isDue("w1", 2, 6250)).isTrue();
  }

  @Test
  void aWorkerThatComesBackIsWrittenDownAtOnce() {
    TurnPace pace = new TurnPace();
    pace.isDue("w1", 20, 5000);

    pace.keepOnly(List.of("w2"));

    assertThat(pace.isDue("w1", 20, 5001)).isTrue();
  }
}

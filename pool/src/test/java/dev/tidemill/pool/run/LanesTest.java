package dev.tidemill.pool.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanesTest {

  private static final long HOUR_MS = 3_600_000;
  private static final long TICK_MS = 250;
  private static final int AN_HOUR = 72_000;

  @ParameterizedTest
  @CsvSource({"2, 1", "20, 1", "20, 3", "100, 7", "600, 1", "600, 40"})
  void tenMinutesOfWorkersThatTurnAllTheTimeAreASixthOfWhatTheHistoryHolds(int workers, int nodes) {
    List<String> places = IntStream.range(0, workers).mapToObj(n -> "w" + n).toList();
    long entries = 0;
    for (int node = 0; node < nodes; node++) {
      int from = node;
      List<Lane> turning =
          IntStream.range(0, workers)
              .filter(n -> n % nodes == from)
              .mapToObj(n -> new Lane("w" + n, "Pusher", 1))
              .toList();
      Lanes lanes = new Lanes();
      for (long now = 0; now < HOUR_MS / 6; now += TICK_MS) {
        entries += write(lanes, turning, places, nodes, now).size();
      }
    }

    assertThat(entries).isLessThanOrEqualTo(AN_HOUR / 6 + saved(workers, nodes));
    assertThat(entries).isGreaterThanOrEqualTo(Math.min(AN_HOUR / 6, workers * 2_400L) / 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 40})
  void anHourOfWorkersThatComeAndGoAllTheTimeFitsIntoTheHistory(int aTick) {
    Lanes lanes = new Lanes();
    Map<String, String> told = new HashMap<>();
    long entries = 0;
    long first = 0;
    for (long now = 0; now < HOUR_MS; now += TICK_MS) {
      List<String> places = names(first, first + 20);
      for (Lane lane : write(lanes, pushers(places), places, 1, now)) {
        told.put(lane.worker(), lane.role());
        entries++;
      }
      first += aTick;
    }

    assertThat(entries).isBetween(AN_HOUR / 10L, AN_HOUR + saved(20, 1));
    long open = told.values().stream().filter(role -> !role.equals(Lane.GONE)).count();
    assertThat(open).isLessThanOrEqualTo(20); // each lane that was told has its end
  }

  private static long saved(int workers, int nodes) {
    return 200L + workers + nodes;
  }

  private static List<Lane> write(
      Lanes lanes, List<Lane> here, Collection<String> places, int nodes, long now) {
    List<Lane> due = lanes.due(here, places, nodes, now);
    lanes.written(due, now);
    return due;
  }

  private static List<String> names(long from, long to) {
    return LongStream.range(from, to).mapToObj(n -> "w" + n).toList();
  }

  private static List<Lane> pushers(List<String> names) {
    return names.stream().map(name -> new Lane(name, "Pusher", 0)).toList();
  }

  private static Lane turned(String worker, String role) {
    return new Lane(worker, role, 1);
  }

  @Test
  void aWorkerThatTurnsSeldomIsWrittenDownAtOnce() {
    Lanes lanes = new Lanes();
    List<String> places = names(0, 20);
    assertThat(write(lanes, pushers(places), places, 1, 5_000)).hasSize(20);
    List<Lane> turned = List.of(turned("w1", "Puller"));

    assertThat(write(lanes, turned, places, 1, 5_999)).isEmpty();
    assertThat(write(lanes, turned, places, 1, 6_000)).isEqualTo(turned);
    assertThat(write(lanes, turned, places.subList(0, 2), 1, 6_250)).containsAll(turned);
  }

  @Test
  void whatCouldNotBeWrittenDownStaysDue() {
    Lanes lanes = new Lanes();
    List<String> places = names(0, 3);

    List<Lane> lost = lanes.due(pushers(places), places, 1, 5_000);

    assertThat(lost).hasSize(3);
    assertThat(lanes.due(pushers(places), places, 1, 5_250)).isEqualTo(lost);
    lanes.written(lost, 5_250);
    assertThat(lanes.due(pushers(places), places, 1, 6_250)).isEmpty();
  }

  @Test
  void whoMovesToAnotherNodeIsGoneOnlyWithItsPlaceAndIsToldAnewWhenItComesBack() {
    Lanes lanes = new Lanes();
    List<String> places = names(0, 3);
    write(lanes, pushers(places), places, 2, 5_000);

    assertThat(write(lanes, pushers(names(1, 3)), places, 2, 10_000)).isEmpty();
    assertThat(write(lanes, pushers(places), places, 2, 15_000)).isEqualTo(pushers(names(0, 1)));
    write(lanes, pushers(names(1, 3)), places, 2, 20_000);
    assertThat(write(lanes, pushers(names(1, 3)), names(1, 3), 2, 25_000))
        .containsExactly(new Lane("w0", Lane.GONE, 0));
  }

  @Test
  void inTimeEachIsWrittenDownThoughMoreTurnThanMayBe() {
    Lanes lanes = new Lanes();
    List<String> places = names(0, 50);
    Set<String> told = new HashSet<>();
    for (long now = 0; now < 60_000; now += TICK_MS) {
      List<Lane> turning = places.stream().map(name -> turned(name, "Puller")).toList();
      List<Lane> due = write(lanes, turning, places, 1, now);
      if (now > 30_000) {
        due.forEach(lane -> told.add(lane.worker()));
      }
    }

    assertThat(told).hasSize(50);
  }
}

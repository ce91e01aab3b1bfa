package dev.tidemill.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.simulator.fleet.FleetSimulation.Outcome;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FleetSimulationTest {

  private static final int A_ROW = 25;
  private static final int ROWS = 12;

  /** The first seeds of rows that nobody has played before. */
  static LongStream fresh() {
    long base = System.currentTimeMillis();
    return LongStream.range(0, ROWS).map(row -> base + row * A_ROW);
  }

  @ParameterizedTest(name = "25 seeds from {0}")
  @MethodSource("fresh")
  void aFleetIsExactThroughAllThatBefallsIt(long first) {
    for (long seed = first; seed < first + A_ROW; seed++) {
      holds(seed);
    }
  }

  private static void holds(long seed) {
    Outcome outcome = FleetSimulation.play(seed, false);
    assertThat(outcome.violation())
        .as(() -> "seed " + seed + " ends with\n" + last(FleetSimulation.play(seed, true).trace()))
        .isEmpty();
  }

  private static String last(String trace) {
    return trace.substring(Math.max(0, trace.length() - 4000));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void aSeedReplaysAlikeByteForByte(long seed) {
    String first = FleetSimulation.play(seed, true).trace();

    String second = FleetSimulation.play(seed, true).trace();

    assertThat(first).hasLineCount(Math.max(100, (int) first.lines().count()));
    assertThat(second).isEqualTo(first);
  }

  @Test
  void whatIsTracedIsWhatHappensUntraced() {
    Outcome untraced = FleetSimulation.play(4, false);

    Outcome traced = FleetSimulation.play(4, true);

    assertThat(traced.events()).isEqualTo(untraced.events());
  }
}

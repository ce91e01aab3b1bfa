package dev.tidemill.simulator.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.pool.state.PolicyKind;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {

  private static final List<PolicyKind> TURNING = List.of(PolicyKind.BALANCE, PolicyKind.STAIRCASE);

  @ParameterizedTest
  @EnumSource(Shape.class)
  void theSameSeedGivesTheSameTextAndAnotherSeedAnother(Shape shape) {
    String first = text(shape, setting(1, 3));

    assertThat(text(shape, setting(1, 3))).isEqualTo(first);
    assertThat(text(shape, setting(2, 3))).isNotEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void messagesArriveAtTheMeanRateWhateverTheShape(Shape shape) {
    Setting setting = setting(1, 1);

    double expected = setting.meanRate() * setting.length().toSeconds();

    assertThat((double) Arrivals.of(shape, setting).count())
        .isBetween(0.93 * expected, 1.07 * expected);
  }

  @Test
  void aMessageThatFindsEverybodyFreeWaitsForItsPushAlone() {
    Comparison one = trace(List.of("0 500", "5000 500"));

    assertThat(one.json()).contains("\"messages\":2,\"waitP50Ms\":100,\"waitP99Ms\":100,");
  }

  @Test
  void messagesOfOneMomentWaitForEachOther() {
    Setting two =
        new Setting(2, 1, Duration.ofMinutes(1), 0, ms(100), ms(150), true, false, ms(2000), 1);
    List<String> lines = List.of("# three at once", "0 1000", "", "0, 1000", "0;1000");

    String json = Simulation.ofTrace(lines, two).play(List.of(PolicyKind.FIXED)).json();

    assertThat(json).contains("\"fixed 1/1\"", "\"waitP50Ms\":1100,\"waitP99Ms\":2100");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5 1 1", "x", "-1", "5 later", "3"})
  void aLineThatIsNoArrivalIsNamedWithWhatToWrite(String line) {
    assertThatThrownBy(() -> trace(List.of("4", line)))
        .hasMessageContaining("line 2 is '" + line + "'")
        .hasMessageContaining("milliseconds");
  }

  @Test
  void anEmptyTraceIsRefused() {
    assertThatThrownBy(() -> trace(List.of("# nothing"))).hasMessageContaining("no message");
  }

  @Test
  void aSourceThatCannotTellLeavesBalanceTheQueueAlone() {
    Setting silent =
        new Setting(11, 1, Duration.ofMinutes(10), 0, ms(100), ms(150), true, true, ms(2000), 1);

    String text = text(Shape.DAILY, silent);

    assertThat(text).contains("a source that cannot tell what waits there");
    assertThat(row("staircase", text))
        .isEqualTo(row("staircase", text(Shape.DAILY, setting(1, 1))));
    assertThat(row("balance", text)).isNotEqualTo(row("balance", text(Shape.DAILY, setting(1, 1))));
  }

  private static String row(String policy, String text) {
    return text.lines().filter(line -> line.startsWith(policy)).findFirst().orElseThrow();
  }

  @Test
  void everyWorkerHasALaneAndASignForEachSlot() {
    List<String> lanes =
        text(Shape.DAILY, setting(1, 2)).lines().filter(line -> line.startsWith("  w0")).toList();

    assertThat(lanes).hasSizeGreaterThanOrEqualTo(9 + 2);
    assertThat(lanes).allMatch(lane -> lane.substring(9).matches("[▲▼·]{90}"));
  }

  @Test
  void inAsciiThereIsNothingElse() {
    String text = Simulation.of(Shape.BURST, setting(1, 1)).play(TURNING).text(true);

    assertThat(text).matches("\\p{ASCII}+").contains("^", "v");
  }

  @Test
  void workersOnOtherNodesHearOfATurnLater() {
    List<String> texts =
        IntStream.of(1, 4).mapToObj(nodes -> text(Shape.ON_OFF, setting(1, nodes))).toList();

    assertThat(texts.getFirst()).isNotEqualTo(texts.getLast().replace("4 nodes", "1 node"));
  }

  private static Comparison trace(List<String> lines) {
    return Simulation.ofTrace(lines, setting(1, 1)).play(List.of(PolicyKind.BALANCE));
  }

  private static String text(Shape shape, Setting setting) {
    return Simulation.of(shape, setting).play(TURNING).text(false);
  }

  private static Setting setting(long seed, int nodes) {
    return new Setting(
        11, nodes, Duration.ofMinutes(10), 0, ms(100), ms(150), true, false, ms(2000), seed);
  }

  private static Duration ms(long value) {
    return Duration.ofMillis(value);
  }
}

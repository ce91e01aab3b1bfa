package dev.tidemill.pool.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class TakeOverTest {

  private static final String RECORDED = "/original/saved-states.jsonl";

  static List<String> recorded() throws IOException {
    try (InputStream file = TakeOverTest.class.getResourceAsStream(RECORDED)) {
      String lines = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      JsonMapper json = new JsonMapper();
      return lines.lines().map(line -> json.readTree(line).get("saved").toString()).toList();
    }
  }

  @Test
  void allRecordedStatesAreHere() throws IOException {
    assertThat(recorded()).hasSize(98);
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void everyStateTheOriginalLeftGoesOnThroughAFullPeriod(String saved) {
    PoolState state = taken(saved);
    SystemState left = Objects.requireNonNull(SystemStateJson.read(saved));

    assertThat(state.total()).isEqualTo(left.totalMessageCount());
    assertThat(state.switches()).isEqualTo(left.roleSwitchCount());
    assertThat(state.currentRole()).isEqualTo(left.currentRole());
    assertThat(boundsReached(state, 760)).hasSizeGreaterThanOrEqualTo(3);
  }

  /** The bounds that the wave reaches within so many messages, one by one, in their order. */
  private static List<String> boundsReached(PoolState start, int messages) {
    List<String> reached = new ArrayList<>();
    PoolState state = start;
    for (int n = 0; n < messages; n++) {
      state = Staircase.advance(state, state.total() + 1);
      String counts = state.pushers() + "/" + state.pullers();
      boolean bound = counts.equals("10/1") || counts.equals("1/10");
      if (bound && (reached.isEmpty() || !reached.getLast().equals(counts))) {
        reached.add(counts);
      }
    }
    return reached;
  }

  @Test
  void allZerosAreAFreshStart() {
    assertThat(taken(state(0, 0, 0, 0, 0, "Pusher")))
        .isEqualTo(PoolState.fresh(PoolSettings.DEFAULTS));
  }

  @Test
  void nobodyAtWorkWithATotalGetsTheCountsOfTheTable() {
    PoolState state = taken(state(0, 0, 10, 631, 63, "Puller"));

    assertThat(state.pushers()).isEqualTo(6);
    assertThat(state.pullers()).isEqualTo(5);
    assertThat(state.pushersRising()).isFalse();
    assertThat(state.messageCount()).isEqualTo(1);
    assertThat(state.nextSwitchAt()).isEqualTo(640);
  }

  @Test
  void aStateSavedInsideASwitchHasOneMessageOfTheNewIncrement() {
    PoolState state = taken(state(9, 2, 10, 201, 20, "Pusher"));

    assertThat(state.messageCount()).isEqualTo(1);
    assertThat(state.nextSwitchAt()).isEqualTo(210);
    assertThat(state.pushersRising()).isFalse();
  }

  @Test
  void anyOtherStateWithTenMessagesSwitchesWithTheNextOne() {
    PoolState state = taken(state(7, 5, 10, 632, 64, "Pusher"));

    assertThat(state.nextSwitchAt()).isEqualTo(633);
    assertThat(state.messageCount()).isEqualTo(9);
  }

  @Test
  void aStateSavedByAStopKeepsItsIncrement() {
    PoolState state = taken(state(10, 5, 1, 772, 78, "Pusher"));

    assertThat(state.nextSwitchAt()).isEqualTo(781);
    assertThat(state.messageCount()).isEqualTo(1);
  }

  @Test
  void thePoolThatWasStuckMovesAgain() {
    PoolState state = taken(state(10, 5, 10, 722, 73, "Puller"));

    assertThat(state.pushersRising()).isTrue();
    PoolState stepped = Staircase.advance(state, 723);
    assertThat(stepped.pushers()).isEqualTo(10);
    assertThat(stepped.pullers()).isEqualTo(4);
  }

  @Test
  void countsAboveOurLimitsStandAndComeBackStepByStep() {
    PoolSettings small =
        new PoolSettings(new Limits(4, 3), 10, PolicyKind.STAIRCASE, TurnOrder.FIFO);
    PoolState state = taken(state(10, 7, 0, 100, 10, "Pusher"), small);

    assertThat(state.pushers()).isEqualTo(10);
    assertThat(state.pullers()).isEqualTo(7);
    PoolState later = Staircase.advance(state, 1000);
    assertThat(later.pushers()).isLessThanOrEqualTo(4);
    assertThat(later.pullers()).isLessThanOrEqualTo(3);
  }

  @Test
  void anIncrementIsReadInTermsOfOurOwnMessagesPerSwitch() {
    PoolSettings every4 =
        new PoolSettings(new Limits(10, 10), 4, PolicyKind.STAIRCASE, TurnOrder.FIFO);

    PoolState inside = taken(state(2, 1, 10, 21, 2, "Pusher"), every4);
    PoolState beyond = taken(state(2, 1, 7, 27, 2, "Pusher"), every4);

    assertThat(inside.nextSwitchAt()).isEqualTo(24);
    assertThat(beyond.nextSwitchAt()).isEqualTo(28);
  }

  @Test
  void aFixedPoolTakesOverWhatIsCountedAndKeepsItsOwnSeats() {
    PoolSettings fixed = new PoolSettings(new Limits(0, 3), 10, PolicyKind.FIXED, TurnOrder.FIFO);
    PoolState state = taken(state(9, 2, 3, 203, 20, "Pusher"), fixed);

    assertThat(state.total()).isEqualTo(203);
    assertThat(state.pushers()).isZero();
    assertThat(state.pullers()).isEqualTo(3);
  }

  @Test
  void ourOwnFiguresComeBackAsTheyWere() {
    PoolState ours = Staircase.advance(PoolState.fresh(PoolSettings.DEFAULTS), 297).stored(7, 1);
    PoolState back = taken(SystemStateJson.write(SystemState.of(ours)));

    assertThat(back.total()).isEqualTo(297);
    assertThat(back.pushers()).isEqualTo(ours.pushers());
    assertThat(back.pullers()).isEqualTo(ours.pullers());
    assertThat(back.pushersRising()).isEqualTo(ours.pushersRising());
    assertThat(back.nextSwitchAt()).isEqualTo(ours.nextSwitchAt());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"totalMessageCount\":205}",
        "{\"roleSwitchCount\":20,\"messageCount\":5}",
        "{\"totalMessageCount\":\"205\",\"roleSwitchCount\":\"20\",\"currentRole\":null}",
        "{\"totalMessageCount\":205.0,\"roleSwitchCount\":-3,\"pusherCount\":\"many\"}",
        "{\"totalMessageCount\":205,\"pullerCount\":[1],\"messageCount\":1e99}",
      })
  void whatIsMissingOrAbsurdIsToldByTheRest(String text) {
    PoolState state = taken(text);

    assertThat(state.total()).isEqualTo(205);
    assertThat(state.switches()).isEqualTo(20);
    assertThat(state.messageCount()).isEqualTo(5);
    assertThat(state.currentRole()).isEqualTo(Role.PUSHER);
    assertThat(state.pushers()).isEqualTo(9);
    assertThat(state.pullers()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"pusherCount\":9007199254740991,\"pullerCount\":0,\"messageCount\":9007199254740991,"
            + "\"totalMessageCount\":9007199254740991,\"roleSwitchCount\":9007199254740991}",
        "{\"pusherCount\":1001,\"roleSwitchCount\":9007199254740991}",
        "{\"messageCount\":9007199254740991}",
      })
  void noFigureIsTooLargeToBeTakenOver(String text) {
    PoolState state = taken(text);

    assertThat(state.pushers()).isBetween(1, 10);
    assertThat(state.pullers()).isBetween(1, 10);
    assertThat(Staircase.advance(state, Long.MAX_VALUE).total()).isEqualTo(PoolState.MOST_MESSAGES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{}", "{\"pusherCount", "12", "{\"user\":\"ann\"}"})
  void aTextThatIsNoneOfTheOriginalsIsNotRead(String text) {
    assertThat(SystemStateJson.read(text)).isNull();
  }

  private static PoolState taken(String text) {
    return taken(text, PoolSettings.DEFAULTS);
  }

  private static PoolState taken(String text, PoolSettings settings) {
    return TakeOver.from(Objects.requireNonNull(SystemStateJson.read(text)), settings);
  }

  private static String state(
      int pushers, int pullers, int messages, int total, int switches, String role) {
    return """
    {"pusherCount":%d,"pullerCount":%d,"messageCount":%d,"totalMessageCount":%d,\
    "roleSwitchCount":%d,"currentRole":"%s"}\
    """
        .formatted(pushers, pullers, messages, total, switches, role);
  }
}

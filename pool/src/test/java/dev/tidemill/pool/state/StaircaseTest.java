package dev.tidemill.pool.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StaircaseTest {

  /** Messages pushed, pushers, pullers: from the start to the end of the second full period. */
  private static final int[][] TABLE = {
    {0, 1, 1},
    {20, 2, 1},
    {40, 3, 1},
    {60, 4, 1},
    {80, 5, 1},
    {100, 6, 1},
    {120, 7, 1},
    {140, 8, 1},
    {160, 9, 1},
    {180, 10, 1},
    {200, 9, 2},
    {220, 8, 3},
    {240, 7, 4},
    {260, 6, 5},
    {280, 5, 6},
    {300, 4, 7},
    {320, 3, 8},
    {340, 2, 9},
    {360, 1, 10},
    {380, 2, 9},
    {400, 3, 8},
    {420, 4, 7},
    {440, 5, 6},
    {460, 6, 5},
    {480, 7, 4},
    {500, 8, 3},
    {520, 9, 2},
    {540, 10, 1},
    {560, 9, 2},
    {580, 8, 3},
    {600, 7, 4},
    {620, 6, 5},
    {640, 5, 6},
    {660, 4, 7},
    {680, 3, 8},
    {700, 2, 9},
    {720, 1, 10},
    {740, 2, 9},
    {760, 3, 8},
    {780, 4, 7},
    {800, 5, 6},
    {820, 6, 5},
    {840, 7, 4},
    {860, 8, 3},
    {880, 9, 2},
    {900, 10, 1},
  };

  private static final PoolState FRESH = PoolState.fresh(PoolSettings.DEFAULTS);

  @Test
  void theCountsAreTheTablesAtEveryMessageOfTwoPeriods() {
    for (int total = 0; total < 920; total++) {
      int[] row = TABLE[total / 20];
      PoolState state = Staircase.advance(FRESH, total);

      assertThat(row[0]).isEqualTo(total / 20 * 20);
      assertThat(counts(state)).as("after %d messages", total).isEqualTo(row[1] + "/" + row[2]);
    }
  }

  @Test
  void aSwitchFallsDueWithEveryTenthMessageAndTheRolesAlternate() {
    PoolState ninth = Staircase.advance(FRESH, 9);
    PoolState tenth = Staircase.advance(FRESH, 10);
    PoolState later = Staircase.advance(FRESH, 777);

    assertThat(ninth.switches()).isZero();
    assertThat(ninth.messageCount()).isEqualTo(9);
    assertThat(ninth.currentRole()).isEqualTo(Role.PUSHER);
    assertThat(tenth.switches()).isEqualTo(1);
    assertThat(tenth.messageCount()).isZero();
    assertThat(tenth.currentRole()).isEqualTo(Role.PULLER);
    assertThat(later.switches()).isEqualTo(77);
    assertThat(later.messageCount()).isEqualTo(7);
    assertThat(later.nextSwitchAt()).isEqualTo(780);
  }

  @Test
  void morePushersThanPullersGoThroughFivePlusFive() {
    assertThat(waves(10, 5, 33))
        .containsExactly(
            "1/1", "2/1", "3/1", "4/1", "5/1", "6/1", "7/1", "8/1", "9/1", "10/1", //
            "9/2", "8/3", "7/4", "6/5", "5/5", "4/5", "3/5", "2/5", "1/5", //
            "2/4", "3/3", "4/2", "5/1", "6/1", "7/1", "8/1", "9/1", "10/1", //
            "9/2", "8/3", "7/4", "6/5", "5/5");
  }

  @Test
  void morePullersThanPushersClimbOnAlone() {
    assertThat(waves(3, 8, 19))
        .containsExactly(
            "1/1", "2/1", "3/1", //
            "2/2", "1/3", "1/4", "1/5", "1/6", "1/7", "1/8", //
            "2/7", "3/6", "3/5", "3/4", "3/3", "3/2", "3/1", //
            "2/2", "1/3");
  }

  @Test
  void aSinglePusherSeesPullersComeAndGo() {
    assertThat(waves(1, 5, 11))
        .containsExactly(
            "1/1", "1/2", "1/3", "1/4", "1/5", "1/4", "1/3", "1/2", "1/1", "1/2", "1/3");
  }

  @Test
  void aSinglePullerSeesPushersComeAndGo() {
    assertThat(waves(4, 1, 9))
        .containsExactly("1/1", "2/1", "3/1", "4/1", "3/1", "2/1", "1/1", "2/1", "3/1");
  }

  @Test
  void onePusherAndOnePullerStayAsTheyAre() {
    PoolState state = Staircase.advance(PoolState.fresh(settings(1, 1)), 1_000_003);

    assertThat(counts(state)).isEqualTo("1/1");
    assertThat(state.switches()).isEqualTo(100_000);
    assertThat(state.seats()).extracting(Seat::worker).containsExactly("w01", "w02");
  }

  @Test
  void aWorkerThatTurnsKeepsItsIdentity() {
    PoolState high = Staircase.advance(FRESH, 180);
    PoolState turned = Staircase.advance(high, 200);

    assertThat(Staircase.changes(high, turned))
        .containsExactly(
            new Change.Turned("w01", Role.PULLER),
            new Change.Stepped(9, 2, 200),
            new Change.Switched(20, Role.PUSHER));
    assertThat(workers(turned)).containsExactlyInAnyOrderElementsOf(workers(high));
  }

  @Test
  void theLastThatCameTurnsFirstWhenTheOrderIsLifo() {
    PoolState fresh =
        PoolState.fresh(
            new PoolSettings(new Limits(10, 10), 10, PolicyKind.STAIRCASE, TurnOrder.LIFO));
    PoolState high = Staircase.advance(fresh, 180);

    assertThat(Staircase.changes(high, Staircase.advance(high, 205)))
        .contains(new Change.Turned("w11", Role.PULLER));
  }

  @Test
  void everyWorkerGetsBothRolesWithinTwoPeriodsWhenTheOrderIsFifo() {
    PoolState state = Staircase.advance(FRESH, 180);
    List<String> turned = new ArrayList<>();
    for (int total = 200; total <= 900; total += 20) {
      PoolState next = Staircase.advance(state, total);
      for (Change change : Staircase.changes(state, next)) {
        if (change instanceof Change.Turned turn) {
          turned.add(turn.worker());
        }
      }
      state = next;
    }

    assertThat(turned).hasSize(36).containsAll(workers(state));
  }

  @Test
  void whereOnlyOneCountCanMoveWorkersAreHiredAndDismissed() {
    PoolState start = PoolState.fresh(settings(1, 2));
    PoolState more = Staircase.advance(start, 20);
    PoolState fewer = Staircase.advance(more, 40);

    assertThat(Staircase.changes(start, more)).contains(new Change.Hired("w03", Role.PULLER));
    assertThat(Staircase.changes(more, fewer)).contains(new Change.Dismissed("w02", Role.PULLER));
    assertThat(Staircase.advance(fewer, 60).seats())
        .containsExactly(
            new Seat("w01", Role.PUSHER),
            new Seat("w03", Role.PULLER),
            new Seat("w04", Role.PULLER));
  }

  @Test
  void limitsLoweredWhileRunningAreReachedStepByStep() {
    PoolState high = Staircase.advance(FRESH, 187);
    PoolState lowered = high.with(settings(5, 4));

    assertThat(lowered.messageCount()).isEqualTo(7);
    assertThat(lowered.seats()).isEqualTo(high.seats());
    assertThat(steps(lowered, 12))
        .containsExactly(
            "10/1", "9/1", "8/1", "7/1", "6/1", "5/1", "4/2", "3/3", "2/4", "1/4", "2/3", "3/2");
  }

  @Test
  void limitsRaisedWhileRunningAreClimbedTo() {
    PoolState high = Staircase.advance(PoolState.fresh(settings(3, 3)), 40);

    assertThat(steps(high.with(settings(5, 3)), 8))
        .containsExactly("3/1", "4/1", "5/1", "4/2", "3/3", "2/3", "1/3", "2/2");
  }

  @Test
  void aFixedPoolCountsSwitchesAndKeepsItsSeats() {
    PoolState fresh =
        PoolState.fresh(new PoolSettings(new Limits(0, 7), 10, PolicyKind.FIXED, TurnOrder.FIFO));
    PoolState later = Staircase.advance(fresh, 1005);

    assertThat(counts(later)).isEqualTo("0/7");
    assertThat(later.seats()).isEqualTo(fresh.seats());
    assertThat(later.switches()).isEqualTo(100);
  }

  @Test
  void aTotalThatIsNotAboveTheStatesChangesNothing() {
    PoolState state = Staircase.advance(FRESH, 200);

    assertThat(Staircase.advance(state, 200)).isSameAs(state);
    assertThat(Staircase.advance(state, 3)).isSameAs(state);
    assertThat(Staircase.advance(state, -1)).isSameAs(state);
  }

  @Test
  void anyOtherNumberOfMessagesCanMakeASwitch() {
    PoolState fresh =
        PoolState.fresh(
            new PoolSettings(new Limits(10, 10), 3, PolicyKind.STAIRCASE, TurnOrder.FIFO));

    assertThat(counts(Staircase.advance(fresh, 5))).isEqualTo("1/1");
    assertThat(counts(Staircase.advance(fresh, 6))).isEqualTo("2/1");
    PoolState longer = Staircase.advance(fresh, 8).with(PoolSettings.DEFAULTS);
    assertThat(longer.nextSwitchAt()).isEqualTo(16);
  }

  private static List<String> waves(int maxPushers, int maxPullers, int rows) {
    return steps(PoolState.fresh(settings(maxPushers, maxPullers)), rows);
  }

  private static List<String> steps(PoolState from, int rows) {
    return Stream.iterate(from, state -> Staircase.advance(state, state.total() + 20))
        .limit(rows)
        .map(StaircaseTest::counts)
        .toList();
  }

  private static PoolSettings settings(int maxPushers, int maxPullers) {
    return new PoolSettings(
        new Limits(maxPushers, maxPullers), 10, PolicyKind.STAIRCASE, TurnOrder.FIFO);
  }

  private static String counts(PoolState state) {
    return state.pushers() + "/" + state.pullers();
  }

  private static List<String> workers(PoolState state) {
    return state.seats().stream().map(Seat::worker).toList();
  }
}

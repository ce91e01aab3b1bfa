package dev.tidemill.pool.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ByHandTest {

  private static final PoolSettings SETTINGS = PoolSettings.DEFAULTS;

  /** Six push, five pull. */
  private static final PoolState MIDDLE =
      Staircase.advance(PoolState.fresh(SETTINGS), 180 + 20 * 4 + 3);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 12);
  }

  @Test
  void aStepMovesOneWorkerAndTheStaircaseGoesOnThatWay() {
    PoolState up = ByHand.step(MIDDLE, true, 77);

    assertThat(counts(MIDDLE)).isEqualTo("6/5");
    assertThat(counts(up)).isEqualTo("7/4");
    assertThat(counts(Staircase.advance(up, up.total() + 20))).isEqualTo("8/3");
    assertThat(counts(ByHand.step(MIDDLE, false, 77))).isEqualTo("5/6");
    assertThat(up.total()).isEqualTo(MIDDLE.total());
    assertThat(up.steering().steppedAtMs()).isEqualTo(77);
  }

  @Test
  void aStepAtTheBoundsChangesNothing() {
    PoolState high = Staircase.advance(PoolState.fresh(SETTINGS), 180);

    assertThat(ByHand.step(high, true, 1)).isSameAs(high);
  }

  @Test
  void whoTurnsChangesPlacesWithTheNextToLeaveTheOtherRole() {
    String pusher = seat(MIDDLE, Role.PUSHER, 2);
    String oldestPuller = seat(MIDDLE, Role.PULLER, 0);

    PoolState turned = ByHand.turn(MIDDLE, pusher);

    assertThat(counts(turned)).isEqualTo("6/5");
    assertThat(Staircase.changes(MIDDLE, turned))
        .containsExactlyInAnyOrder(
            new Change.Turned(pusher, Role.PULLER), new Change.Turned(oldestPuller, Role.PUSHER));
    assertThat(seat(turned, Role.PUSHER, 5)).isEqualTo(oldestPuller);
  }

  @Test
  void whoRestsIsOutOfThePlanAndNobodyIsHiredForIt() {
    String worker = seat(MIDDLE, Role.PULLER, 1);

    PoolState rested = ByHand.rest(MIDDLE, worker);

    assertThat(counts(rested)).isEqualTo("6/4");
    assertThat(Staircase.changes(MIDDLE, rested))
        .containsExactly(
            new Change.Rested(worker, Role.PULLER), new Change.Stepped(6, 4, rested.total()));
    for (long total = rested.total(); total < 2_000; total += 20) {
      PoolState later = Staircase.advance(rested, total);
      assertThat(later.seats()).hasSize(10);
      assertThat(later.nextWorker()).isEqualTo(MIDDLE.nextWorker());
    }
  }

  @Test
  void whoResumesTakesASeatOfItsRoleAndTheStaircaseIsAsHighAsBefore() {
    String worker = seat(MIDDLE, Role.PULLER, 1);
    PoolState later = Staircase.advance(ByHand.rest(MIDDLE, worker), 1_000);

    PoolState resumed = ByHand.resume(later, worker);

    assertThat(Staircase.changes(later, resumed)).contains(new Change.Resumed(worker, Role.PULLER));
    assertThat(resumed.seats()).hasSize(11).contains(new Seat(worker, Role.PULLER));
    assertThat(resumed.stepLimits()).isEqualTo(SETTINGS.limits());
  }

  @Test
  void whereTheLastOfARoleRestsAnotherTurnsForIt() {
    PoolState high = Staircase.advance(PoolState.fresh(SETTINGS), 180);
    String onlyPuller = seat(high, Role.PULLER, 0);
    String oldestPusher = seat(high, Role.PUSHER, 0);

    PoolState rested = ByHand.rest(high, onlyPuller);

    assertThat(counts(rested)).isEqualTo("9/1");
    assertThat(Staircase.changes(high, rested))
        .contains(new Change.Turned(oldestPusher, Role.PULLER));
  }

  @Test
  void whatCannotBeDoneIsRefusedWithTheReason() {
    PoolState fresh = PoolState.fresh(SETTINGS);
    PoolState rested = ByHand.rest(MIDDLE, "w02");
    PoolState pushing =
        PoolState.fresh(SETTINGS.withPolicy(PolicyKind.FIXED).withLimits(new Limits(3, 0)));

    assertThatThrownBy(() -> ByHand.rest(fresh, "w01"))
        .hasMessageContainingAll("w01 cannot rest", "the only Pusher");
    assertThatThrownBy(() -> ByHand.rest(rested, "w02")).hasMessageContaining("it rests");
    assertThatThrownBy(() -> ByHand.turn(rested, "w99")).hasMessageContaining("no such worker");
    assertThatThrownBy(() -> ByHand.turn(pushing, "w01"))
        .hasMessageContaining("nobody is a Puller");
    assertThatThrownBy(() -> ByHand.resume(rested, "w01"))
        .hasMessageContainingAll("w01 cannot resume", "w02");
  }

  @Test
  void aFixedPoolKeepsTheSeatsOfThoseThatDoNotRest() {
    PoolState fixed = PoolState.fresh(SETTINGS.withPolicy(PolicyKind.FIXED));
    PoolState rested = ByHand.rest(fixed, "w01");

    PoolState changed = rested.with(rested.settings().withSwitchEvery(3));

    assertThat(counts(changed)).isEqualTo("9/10");
    assertThat(counts(ByHand.resume(changed, "w01"))).isEqualTo("10/10");
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whateverIsDoneByHandEveryWorkerHasOnePlaceAndTheChangesLeadThere(long seed) {
    Random random = new Random(seed);
    PoolState plan = PoolState.fresh(SETTINGS.withLimits(new Limits(6, 5)));
    for (int n = 0; n < 600; n++) {
      PoolState next = someChange(random, plan);
      Set<Seat> seats = new HashSet<>(plan.seats());
      Staircase.changes(plan, next).forEach(change -> StaircaseLawsTest.apply(change, seats));
      List<String> all = new ArrayList<>();
      next.seats().forEach(seat -> all.add(seat.worker()));
      next.resting().forEach(seat -> all.add(seat.worker()));

      assertThat(seats).isEqualTo(new HashSet<>(next.seats()));
      assertThat(all).doesNotHaveDuplicates();
      assertThat(next.pushers()).isBetween(1, 6);
      assertThat(next.pullers()).isBetween(1, 5);
      assertThat(PoolStateJson.read(PoolStateJson.write(next))).isEqualTo(next);
      plan = next;
    }
  }

  private static PoolState someChange(Random random, PoolState plan) {
    String worker = plan.seats().get(random.nextInt(plan.seats().size())).worker();
    try {
      return switch (random.nextInt(5)) {
        case 0 -> ByHand.step(plan, random.nextBoolean(), random.nextInt(1000));
        case 1 -> ByHand.turn(plan, worker);
        case 2 -> ByHand.rest(plan, worker);
        case 3 ->
            plan.resting().isEmpty() || fullSeats(plan)
                ? plan
                : ByHand.resume(plan, plan.resting().getFirst().worker());
        default -> Staircase.advance(plan, plan.total() + random.nextInt(50));
      };
    } catch (IllegalArgumentException e) {
      return plan;
    }
  }

  private static boolean fullSeats(PoolState plan) {
    Role role = plan.resting().getFirst().role();
    return plan.count(role) >= plan.limits().most(role);
  }

  private static String seat(PoolState plan, Role role, int place) {
    return plan.seats().stream()
        .filter(seat -> seat.role() == role)
        .skip(place)
        .findFirst()
        .orElseThrow()
        .worker();
  }

  private static String counts(PoolState state) {
    return state.pushers() + "/" + state.pullers();
  }
}

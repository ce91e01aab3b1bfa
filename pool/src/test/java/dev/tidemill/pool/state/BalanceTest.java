package dev.tidemill.pool.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BalanceTest {

  private static final PoolSettings SETTINGS =
      PoolSettings.DEFAULTS.withPolicy(PolicyKind.BALANCE).withTargetWait(Duration.ofSeconds(2));
  private static final long NOW = 1_795_507_116_769L;

  /** Five push, six pull; long untouched. */
  private static final PoolState EVEN = even();

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 30);
  }

  @Test
  void itBeginsWithAllPullersAndTheFewestPushers() {
    assertThat(counts(PoolState.fresh(SETTINGS))).isEqualTo("1/10");
    assertThat(counts(PoolState.fresh(PoolSettings.DEFAULTS).with(SETTINGS))).isEqualTo("1/10");
    assertThat(
            counts(Staircase.advance(PoolState.fresh(PoolSettings.DEFAULTS), 263).with(SETTINGS)))
        .isEqualTo("6/5");
  }

  @Test
  void messagesThatWaitTooLongHaveOneMorePull() {
    PoolState next = Balance.decide(EVEN, waiting(3_000, 1.0, 1.0));

    assertThat(counts(next)).isEqualTo("4/7");
    assertThat(next.total()).isEqualTo(EVEN.total());
  }

  @Test
  void aWaitThatIsGoingDownQuicklyEnoughIsLeftAlone() {
    assertThat(Balance.decide(EVEN, waiting(3_000, 1.0, 4.0))).isSameAs(EVEN);
  }

  @Test
  void pullersThatIdleHaveOneMorePush() {
    assertThat(counts(Balance.decide(EVEN, waiting(0, 1.0, 2.0)))).isEqualTo("6/5");
  }

  @Test
  void nobodyPushesMoreWhenABacklogWouldComeOfIt() {
    assertThat(Balance.decide(EVEN, waiting(0, 1.0, 1.4))).isSameAs(EVEN);
  }

  @Test
  void nobodyPushesMoreWhenThereIsNothingToPush() {
    assertThat(Balance.decide(EVEN, waiting(0, 0, Double.POSITIVE_INFINITY))).isSameAs(EVEN);
    assertThat(Balance.decide(EVEN, new Signals(NOW, 0, 0, 1, 9, true, -1))).isSameAs(EVEN);
  }

  @ParameterizedTest
  @ValueSource(longs = {1_001, 1_500, 2_000, 2_500})
  void inTheDeadBandNobodyTurns(long waitMs) {
    for (double perPuller : new double[] {0, 0.1, 1, 100, Double.POSITIVE_INFINITY}) {
      assertThat(Balance.decide(EVEN, waiting(waitMs, 5, perPuller))).isSameAs(EVEN);
    }
  }

  @Test
  void whereMessagesWaitAtTheSourceAsManyPushAsFillTheQueueToItsTarget() {
    assertThat(counts(Balance.decide(EVEN, atSource(900, 0, 1.0)))).isEqualTo("6/5");
    assertThat(Balance.decide(EVEN, atSource(900, 8, 1.0))).isSameAs(EVEN);
    assertThat(counts(Balance.decide(EVEN, atSource(900, 60, 1.0)))).isEqualTo("4/7");
  }

  @Test
  void whereABoundIsLessThanTheTargetTheQueueIsFilledToThat() {
    PoolState bounded = EVEN.with(SETTINGS.withMaxBacklog(4));

    assertThat(counts(Balance.decide(EVEN, atSource(900, 0, 1.0)))).isEqualTo("6/5");
    assertThat(Balance.decide(bounded, atSource(900, 0, 1.0))).isSameAs(bounded);
    assertThat(counts(Balance.decide(bounded, atSource(900, 30, 1.0)))).isEqualTo("4/7");
    PoolState loose = EVEN.with(SETTINGS.withMaxBacklog(10_000));
    assertThat(counts(Balance.decide(loose, atSource(900, 0, 1.0)))).isEqualTo("6/5");
  }

  @Test
  void whereHardlyAnyWaitAtTheSourceBothSidesHaveTheSameLoad() {
    assertThat(counts(Balance.decide(EVEN, atSource(1, 0, 2.0)))).isEqualTo("6/5");
    assertThat(Balance.decide(EVEN, atSource(1, 0, 1.0))).isSameAs(EVEN);
    assertThat(counts(Balance.decide(EVEN, atSource(1, 0, 0.5)))).isEqualTo("4/7");
  }

  @Test
  void nobodyTurnsWhileNoMessageWaitsAnywhere() {
    assertThat(Balance.decide(EVEN, atSource(0, 0, 9.0))).isSameAs(EVEN);
  }

  @Test
  void whereOnlyOneCountCouldMoveNobodyIsDismissedForIt() {
    PoolState most = EVEN.with(SETTINGS.withLimits(new Limits(5, 10)));

    assertThat(Balance.decide(most, atSource(900, 0, 9.0))).isSameAs(most);
  }

  @Test
  void otherPoliciesAreLeftAlone() {
    PoolState staircase = PoolState.fresh(PoolSettings.DEFAULTS);

    assertThat(Balance.decide(staircase, waiting(9_000, 1, 1))).isSameAs(staircase);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whateverItSeesItKeepsToTheLimitsAndToTheTimesBetweenTurns(long seed) {
    Random random = new Random(seed * 31);
    long now = NOW;
    PoolState plan = PoolState.fresh(settings(random)).stored(1, now);
    Map<String, Since> seen = new HashMap<>();
    note(plan, seen, now);
    for (int n = 0; n < 3_000; n++) {
      now += random.nextInt(3_000);
      PoolState next = Balance.decide(plan, signals(random, now));
      for (Change change : Staircase.changes(plan, next)) {
        if (change instanceof Change.Turned turn) {
          long stayed = now - Objects.requireNonNull(seen.get(turn.worker())).atMs();
          assertThat(stayed).isGreaterThanOrEqualTo(Balance.STAY_MS);
        }
      }
      note(next, seen, now);
      if (!next.equals(plan)) {
        boolean back = next.pushersRising() != plan.pushersRising();
        long since = now - plan.steering().steppedAtMs();
        assertThat(since).isGreaterThanOrEqualTo(back ? Balance.STAY_MS : Balance.FALL_MS);
        assertThat(Math.abs(next.pushers() - plan.pushers())).isLessThanOrEqualTo(1);
        assertThat(Math.abs(next.pullers() - plan.pullers())).isLessThanOrEqualTo(1);
      }
      plan = Staircase.advance(next, next.total() + random.nextInt(30));
      plan = decided(plan, random).stored(n, now);
      note(plan, seen, now);
      Limits limits = plan.limits();
      assertThat(plan.pushers()).isBetween(limits.minPushers(), limits.maxPushers());
      assertThat(plan.pullers()).isBetween(limits.minPullers(), limits.maxPullers());
    }
  }

  /** Since when a worker has its role. */
  private record Since(Role role, long atMs) {}

  private static void note(PoolState plan, Map<String, Since> seen, long now) {
    for (Seat seat : plan.seats()) {
      Since last = seen.get(seat.worker());
      if (last == null || last.role() != seat.role()) {
        seen.put(seat.worker(), new Since(seat.role(), now));
      }
    }
    seen.keySet().retainAll(plan.places());
  }

  /** What users decide now and then. */
  private static PoolState decided(PoolState plan, Random random) {
    return switch (random.nextInt(200)) {
      case 0 -> plan.with(settings(random));
      case 1 -> ByHand.turn(plan, plan.seats().getFirst().worker());
      default -> plan;
    };
  }

  @Test
  void aSpeakerWhoseClockIsBehindDoesNotStepBackAtOnce() {
    PoolState stepped = Balance.decide(EVEN, waiting(3_000, 1.0, 1.0));
    Signals behind = new Signals(NOW - 2_000, 0, 0, 1.0, 9.0, false, -1);

    assertThat(counts(stepped)).isEqualTo("4/7");
    assertThat(Balance.decide(stepped, behind)).isSameAs(stepped);
  }

  @Test
  void aClockThatIsSetBackDoesNotHoldItUp() {
    PoolState stepped = Balance.decide(EVEN, waiting(3_000, 1.0, 1.0));
    Signals earlier = new Signals(NOW - 3_600_000, 20, 3_000, 1.0, 0.5, false, -1);

    assertThat(counts(Balance.decide(stepped, earlier))).isEqualTo("3/8");
  }

  private static PoolState even() {
    PoolState plan = PoolState.fresh(SETTINGS);
    for (int n = 0; n < 4; n++) {
      plan = ByHand.step(plan, true, 1);
    }
    return plan;
  }

  private static Signals waiting(long waitMs, double perPusher, double perPuller) {
    return new Signals(NOW, waitMs == 0 ? 0 : 1, waitMs, perPusher, perPuller, false, -1);
  }

  private static Signals atSource(long atSource, long waiting, double perPuller) {
    return new Signals(NOW, waiting, 0, 1.0, perPuller, false, atSource);
  }

  private static Signals signals(Random random, long now) {
    return new Signals(
        now,
        random.nextInt(100),
        random.nextBoolean() ? random.nextInt(6_000) : 0,
        random.nextInt(4) * random.nextDouble(),
        random.nextInt(5) == 0 ? Double.POSITIVE_INFINITY : 5 * random.nextDouble(),
        random.nextInt(10) == 0,
        random.nextInt(30) - 10);
  }

  private static PoolSettings settings(Random random) {
    int pushers = 1 + random.nextInt(8);
    int pullers = 1 + random.nextInt(8);
    Limits limits =
        new Limits(pushers, pullers, 1 + random.nextInt(pushers), 1 + random.nextInt(pullers));
    return SETTINGS
        .withLimits(limits)
        .withTurnOrder(random.nextBoolean() ? TurnOrder.FIFO : TurnOrder.LIFO);
  }

  private static String counts(PoolState state) {
    return state.pushers() + "/" + state.pullers();
  }
}

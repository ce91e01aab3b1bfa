package dev.tidemill.pool.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.pool.state.Limits;
import dev.tidemill.pool.state.PolicyKind;
import dev.tidemill.pool.state.PoolSettings;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.TurnOrder;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BalanceOnPaperTest {

  private static final long MINUTE = 60_000;
  private static final long TARGET = 2_000;
  private static final PoolSettings SETTINGS =
      new PoolSettings(new Limits(10, 10), 10, PolicyKind.BALANCE, TurnOrder.FIFO);

  private Random random = new Random(0);
  private Plant plant = new Plant(PoolState.fresh(SETTINGS), 0);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 40);
  }

  private void plant(long seed, double leastWorkMs, double mostWorkMs) {
    random = new Random(seed * 1_000_003 * 7919);
    plant = new Plant(PoolState.fresh(SETTINGS), seed);
    plant.perPusher = 1 + 3 * random.nextDouble();
    plant.workMs = leastWorkMs + (mostWorkMs - leastWorkMs) * random.nextDouble();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void underASteadyLoadItComesToRest(long seed) {
    plant(seed, 20, 700);
    plant.run(5 * MINUTE);
    long settled = plant.now;

    plant.run(10 * MINUTE);

    assertThat(plant.steps(settled)).isLessThanOrEqualTo(3);
    assertThat(plant.waitMs()).isLessThan(2 * TARGET);
    assertThat(plant.plan.pushers()).isGreaterThan(1);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aBurstIsPulledAndThenItIsAsBeforeWithoutSwinging(long seed) {
    plant(seed, 50, 350);
    plant.run(3 * MINUTE);
    int before = plant.plan.pushers();
    long burst = plant.now;
    plant.burst(1000 + random.nextInt(1500));

    plant.run(MINUTE / 3);
    int during = plant.plan.pushers();
    plant.run(5 * MINUTE);

    assertThat(during).isLessThan(Math.max(2, before));
    assertThat(plant.plan.pushers()).isBetween(before - 1, before + 1);
    assertThat(plant.reversals(burst)).isLessThanOrEqualTo(2);
    assertThat(plant.waitMs()).isLessThan(TARGET);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void workThatTakesLongerHasMorePullAndWorkThatIsShorterAgainFewer(long seed) {
    plant(seed, 50, 350);
    plant.run(3 * MINUTE);
    int before = plant.plan.pushers();
    long slower = plant.now;
    plant.workMs *= 3;
    plant.run(5 * MINUTE);
    int during = plant.plan.pushers();
    long faster = plant.now;
    plant.workMs /= 3;
    plant.run(10 * MINUTE);

    assertThat(during).isLessThan(before);
    assertThat(plant.plan.pushers()).isBetween(before - 1, before + 1);
    assertThat(plant.steps(slower) - plant.steps(faster)).isLessThanOrEqualTo(10);
    assertThat(plant.reversals(slower) - plant.reversals(faster)).isLessThanOrEqualTo(4);
    assertThat(plant.reversals(faster)).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whileABoundHoldsPushersNobodyTurnsToPush(long seed) {
    plant(seed, 50, 150);
    plant.perPusher = 500 + 500 * random.nextDouble(); // more than all pullers settle
    plant.maxBacklog = 40;
    plant.run(3 * MINUTE);
    for (int n = 0; n < 5; n++) {
      plant.burst(1000 + random.nextInt(1500)); // of others; pushers are held until it is over
      plant.run(2 * MINUTE);
    }

    assertThat(plant.steps).isEmpty();
    assertThat(plant.plan.pushers()).isEqualTo(1);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void underALimiterItSeesHowMuchIsLetThroughAndAsksForMoreOnlyNowAndThen(long seed) {
    plant(seed, 0, 1);
    plant.startsPerSecond = 4 + 20 * random.nextDouble();
    plant.run(5 * MINUTE);
    long settled = plant.now;

    plant.run(30 * MINUTE);

    assertThat(plant.steps(settled)).isLessThanOrEqualTo(45);
    assertThat(plant.waitMs()).isLessThan(5 * TARGET);
  }
}

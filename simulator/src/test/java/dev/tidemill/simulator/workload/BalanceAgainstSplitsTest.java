package dev.tidemill.simulator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.pool.state.PolicyKind;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BalanceAgainstSplitsTest {

  private static final int SEEDS = 3;
  private static final long STAY_MS = 10_000;

  @ParameterizedTest
  @EnumSource(value = Shape.class, mode = EnumSource.Mode.EXCLUDE, names = "STEADY")
  void whereTheRateMovesItsWaitIsBelowThatOfEverySplit(Shape shape) {
    for (int seed = 1; seed <= SEEDS; seed++) {
      Setting setting = setting(seed);
      Arrivals arrivals = Arrivals.of(shape, setting);
      long balance = balance(arrivals, setting).waits().p99();

      assertThat(splits(arrivals, setting))
          .as("seed " + seed)
          .allMatch(split -> balance < split.waits().p99());
    }
  }

  @ParameterizedTest
  @EnumSource(value = Shape.class, names = "STEADY")
  void whereItDoesNotItsWaitIsThatOfTheBestSplitWithinATenth(Shape shape) {
    for (int seed = 1; seed <= SEEDS; seed++) {
      Setting setting = setting(seed);
      Arrivals arrivals = Arrivals.of(shape, setting);
      long balance = balance(arrivals, setting).waits().p99();

      assertThat(splits(arrivals, setting))
          .as("seed " + seed)
          .allMatch(split -> balance <= 1.1 * split.waits().p99());
    }
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void aWorkerStaysInARoleAndIdlesNoMoreThanItHasTo(Shape shape) {
    for (int seed = 1; seed <= SEEDS; seed++) {
      Setting setting = setting(seed);
      Outcome balance = balance(Arrivals.of(shape, setting), setting);

      assertThat(balance.shortestStayMs()).isGreaterThanOrEqualTo(STAY_MS);
      assertThat(balance.turnsPerMinute()).isLessThan(6);
      assertThat(balance.utilisation()).isBetween(0.6, 0.7);
    }
  }

  private static Outcome balance(Arrivals arrivals, Setting setting) {
    return play(PolicyKind.BALANCE, arrivals, setting).toList().getFirst();
  }

  private static Stream<Outcome> splits(Arrivals arrivals, Setting setting) {
    return play(PolicyKind.FIXED, arrivals, setting);
  }

  private static Stream<Outcome> play(PolicyKind policy, Arrivals arrivals, Setting setting) {
    return Contender.of(policy, setting).stream()
        .map(contender -> new Plant(arrivals, contender, setting).run());
  }

  private static Setting setting(int seed) {
    return new Setting(
        11,
        1,
        Duration.ofMinutes(30),
        0,
        Duration.ofMillis(100),
        Duration.ofMillis(150),
        true,
        false,
        Duration.ofSeconds(2),
        seed);
  }
}

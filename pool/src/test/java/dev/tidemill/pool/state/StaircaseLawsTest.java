package dev.tidemill.pool.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StaircaseLawsTest {

  private static final int ROUNDS = 60;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 12);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void itDoesNotMatterInHowManyPartsThePlanIsAdvanced(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      PoolState start = someState(random);
      long first = start.total() + jump(random);
      long second = first + jump(random);

      assertThat(Staircase.advance(Staircase.advance(start, first), second))
          .isEqualTo(Staircase.advance(start, second));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aWideJumpEndsWhereSingleMessagesDo(long seed) {
    Random random = new Random(seed);
    PoolState start = someState(random);
    PoolState walked = start;
    for (int n = 0; n < 4000; n++) {
      walked = Staircase.advance(walked, walked.total() + 1);
    }

    assertThat(Staircase.advance(start, start.total() + 4000)).isEqualTo(walked);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void countsStayWithinTheLimitsAndNoIdentityIsGivenTwice(long seed) {
    Random random = new Random(seed);
    PoolState state = PoolState.fresh(settings(random));
    Set<String> left = new HashSet<>();
    for (int n = 0; n < 400; n++) {
      PoolState next = Staircase.advance(state, state.total() + 1 + random.nextInt(40));
      assertThat(next.pushers()).isBetween(next.limits().minPushers(), next.limits().maxPushers());
      assertThat(next.pullers()).isBetween(next.limits().minPullers(), next.limits().maxPullers());
      for (Change change : Staircase.changes(state, next)) {
        if (change instanceof Change.Dismissed gone) {
          left.add(gone.worker());
        }
      }
      List<String> workers = next.seats().stream().map(Seat::worker).toList();
      assertThat(workers).doesNotHaveDuplicates().noneMatch(left::contains);
      state = next;
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theChangesToldLeadFromTheOnePlanToTheOther(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      PoolState from = someState(random);
      PoolState to = Staircase.advance(from, from.total() + random.nextInt(3000));
      Set<Seat> seats = new HashSet<>(from.seats());
      Staircase.changes(from, to).forEach(change -> apply(change, seats));

      assertThat(seats).isEqualTo(new HashSet<>(to.seats()));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void rolesAlternateWithEverySwitch(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      PoolState from = someState(random);
      PoolState to = Staircase.advance(from, from.total() + jump(random));
      boolean even = (to.switches() - from.switches()) % 2 == 0;

      assertThat(to.currentRole())
          .isEqualTo(even ? from.currentRole() : from.currentRole().other());
      assertThat(to.messageCount()).isBetween(0, to.switchEvery() - 1);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aStateReadBackIsTheStateThatWasWritten(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      PoolState state = someState(random).stored(random.nextInt(1000), random.nextLong(1L << 45));

      assertThat(PoolStateJson.read(PoolStateJson.write(state))).isEqualTo(state);
    }
  }

  static void apply(Change change, Set<Seat> seats) {
    switch (change) {
      case Change.Turned turned -> {
        assertThat(seats.remove(new Seat(turned.worker(), turned.to().other()))).isTrue();
        seats.add(new Seat(turned.worker(), turned.to()));
      }
      case Change.Hired hired -> seats.add(new Seat(hired.worker(), hired.role()));
      case Change.Dismissed gone ->
          assertThat(seats.remove(new Seat(gone.worker(), gone.role()))).isTrue();
      case Change.Rested rested ->
          assertThat(seats.remove(new Seat(rested.worker(), rested.role()))).isTrue();
      case Change.Resumed resumed -> seats.add(new Seat(resumed.worker(), resumed.role()));
      case Change.Stepped stepped -> {}
      case Change.Switched switched -> {}
    }
  }

  private static long jump(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> random.nextInt(50);
      case 1 -> random.nextInt(20_000);
      default -> random.nextLong(1L << 50);
    };
  }

  /** A state from a life with two changes of the settings in it. */
  private static PoolState someState(Random random) {
    return Stream.iterate(
            PoolState.fresh(settings(random)),
            state ->
                Staircase.advance(state, state.total() + random.nextInt(900))
                    .with(settings(random)))
        .limit(3)
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  private static PoolSettings settings(Random random) {
    int pushers = 1 + random.nextInt(12);
    int pullers = 1 + random.nextInt(12);
    Limits limits =
        new Limits(pushers, pullers, 1 + random.nextInt(pushers), 1 + random.nextInt(pullers));
    TurnOrder order = random.nextBoolean() ? TurnOrder.FIFO : TurnOrder.LIFO;
    return new PoolSettings(limits, 1 + random.nextInt(15), PolicyKind.STAIRCASE, order);
  }
}

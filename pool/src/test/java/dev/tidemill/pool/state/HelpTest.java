package dev.tidemill.pool.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTest {

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 100);
  }

  private static PoolState plan(Random random) {
    return Staircase.advance(PoolState.fresh(PoolSettings.DEFAULTS), random.nextInt(2000));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whereOneNodeReadsItPushesForAllAndNoMorePullThanMay(long seed) {
    Random random = new Random(seed);
    PoolState plan = plan(random);
    List<String> nodes =
        IntStream.rangeClosed(1, 1 + random.nextInt(5)).mapToObj(n -> "n" + n).toList();
    Set<String> readers = Deal.to("n1", plan.places(), nodes);

    Set<String> helping = Help.of(plan, nodes, "n1", false).workers();

    List<Seat> pushing =
        plan.seats().stream()
            .filter(seat -> (seat.role() == Role.PUSHER) != helping.contains(seat.worker()))
            .toList();
    long onReader = pushing.stream().filter(seat -> readers.contains(seat.worker())).count();
    assertThat(onReader).isEqualTo(Math.min(plan.pushers(), readers.size()));
    int pulling = plan.seats().size() - pushing.size();
    assertThat(pulling).isLessThanOrEqualTo(plan.limits().maxPullers());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void noMorePullThanMayWhenOnlyTheReaderKnowsThatItsSourceHasEnded(long seed) {
    Random random = new Random(seed);
    PoolState plan = plan(random);
    List<String> nodes =
        IntStream.rangeClosed(1, 1 + random.nextInt(5)).mapToObj(n -> "n" + n).toList();
    Set<String> readers = Deal.to("n1", plan.places(), nodes);

    Set<String> reader = Help.of(plan, nodes, "n1", true).workers();
    Set<String> others = Help.of(plan, nodes, "n1", false).workers();

    long pulling =
        plan.seats().stream()
            .filter(
                seat -> {
                  Set<String> view = readers.contains(seat.worker()) ? reader : others;
                  return (seat.role() == Role.PULLER) != view.contains(seat.worker());
                })
            .count();
    assertThat(pulling).isEqualTo(Math.min(plan.seats().size(), plan.limits().maxPullers()));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void nobodyHelpsWhereAllCanReadUntilTheSourceHasEnded(long seed) {
    PoolState plan = plan(new Random(seed));

    assertThat(Help.of(plan, List.of("n1", "n2"), "", false).workers()).isEmpty();
    assertThat(Help.of(plan, List.of("n1", "n2"), "", true).workers())
        .hasSize(Math.min(plan.pushers(), plan.limits().maxPullers() - plan.pullers()));
  }
}

package dev.tidemill.pool.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
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

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whereAllPushersHaveNothingToPushOneNodeThatHasPushesForThem(long seed) {
    Random random = new Random(seed);
    PoolState plan = plan(random);
    List<String> nodes =
        IntStream.rangeClosed(1, 2 + random.nextInt(4)).mapToObj(n -> "n" + n).toList();
    Set<String> ended = new TreeSet<>(nodes);
    ended.removeIf(node -> random.nextBoolean());
    List<String> pushing = nodes.stream().filter(node -> pushes(node, plan, nodes)).toList();

    String standIn = Help.standIn(plan, nodes, ended);

    List<String> free =
        nodes.stream()
            .filter(node -> !ended.contains(node) && !Deal.to(node, plan.places(), nodes).isEmpty())
            .toList();
    boolean nobodyPushes = ended.containsAll(pushing) && !free.isEmpty();
    assertThat(standIn).isEqualTo(nobodyPushes ? free.getFirst() : "");
  }

  private static boolean pushes(String node, PoolState plan, List<String> nodes) {
    Set<String> here = Deal.to(node, plan.places(), nodes);
    return plan.seats().stream()
        .anyMatch(seat -> seat.role() == Role.PUSHER && here.contains(seat.worker()));
  }
}

package dev.tidemill.pool.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DealTest {

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 50);
  }

  private static List<String> workers(int count) {
    return IntStream.rangeClosed(1, count).mapToObj("w%02d"::formatted).toList();
  }

  private static List<String> nodes(Random random, int count) {
    return random.ints(0, 1_000_000).distinct().limit(count).mapToObj(n -> "node-" + n).toList();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyWorkerIsDealtOnceAndNoNodeHasMoreThanItsShare(long seed) {
    Random random = new Random(seed);
    List<String> workers = workers(1 + random.nextInt(200));
    List<String> nodes = nodes(random, 1 + random.nextInt(50));
    List<String> dealt = new ArrayList<>();
    for (String node : nodes) {
      List<String> asSeenHere = new ArrayList<>(nodes);
      Collections.shuffle(asSeenHere, random);
      Set<String> share = Deal.to(node, workers, asSeenHere);
      assertThat(share.size()).isLessThanOrEqualTo((workers.size() - 1) / nodes.size() + 1);
      dealt.addAll(share);
    }
    assertThat(dealt).containsExactlyInAnyOrderElementsOf(workers);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whoStaysKeepsMostOfItsWorkersWhenAnotherLeaves(long seed) {
    Random random = new Random(seed);
    List<String> workers = workers(100);
    List<String> before = nodes(random, 10);
    List<String> after = before.subList(1, 10);
    int kept = 0;
    for (String node : after) {
      Set<String> still = new HashSet<>(Deal.to(node, workers, before));
      still.retainAll(Deal.to(node, workers, after));
      kept += still.size();
    }
    assertThat(kept).isGreaterThan(70); // of the 90 that need not move
  }

  @Test
  void aNodeThatIsNotOfTheFleetHasNoWorkers() {
    assertThat(Deal.to("c", workers(10), List.of("a", "b"))).isEmpty();
    assertThat(Deal.to("a", workers(10), List.of())).isEmpty();
  }
}

package dev.tidemill.interop;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.NewJob;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * As {@link FuzzTest} with flows, children and deduplicated jobs among the rest; {@code
 * -Dtidemill.fuzz=N} and {@code -Dtidemill.fuzz.from=SEED} mean the same.
 */
@ExtendWith(NodeExtension.class)
final class FuzzFamiliesTest {

  private static final int STEPS = 60;

  @TestFactory
  Stream<DynamicTest> familiesLeaveEqualKeys(TestRedis redis, NodePeer node) {
    long from = Long.getLong("tidemill.fuzz.from", 1);
    return LongStream.range(from, from + Long.getLong("tidemill.fuzz", 100))
        .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> play(seed, redis, node)));
  }

  private static void play(long seed, TestRedis redis, NodePeer node) {
    RandomSteps steps = new RandomSteps(seed);
    Random random = new Random(-seed);
    RandomFamilies families = new RandomFamilies(random);
    List<String> ids = new ArrayList<>();
    try (Duel duel = new Duel(redis, node, "family" + seed, steps.terms());
        VerbDuel verbs = new VerbDuel(redis, node, duel);
        FlowDuel flows = new FlowDuel(redis, node, duel)) {
      for (int n = 0; n < STEPS; n++) {
        switch (random.nextInt(8)) {
          case 0 -> ids.add(flows.add(families.flow()));
          case 1, 2 -> ids.addAll(add(duel, families, random, ids));
          default -> steps.next(duel, verbs);
        }
      }
      duel.assertEqualKeys();
    }
  }

  private static List<String> add(
      Duel duel, RandomFamilies families, Random random, List<String> known) {
    NewJob[] jobs = new NewJob[1 + random.nextInt(3)];
    for (int n = 0; n < jobs.length; n++) {
      JobOptions.Builder options = JobOptions.builder();
      switch (random.nextInt(5)) {
        case 0 -> options.delay(Duration.ofMillis(500));
        case 1 -> options.priority(1 + random.nextInt(3));
        case 2 -> options.id("own-" + random.nextInt(6));
        case 3 -> options.lifo(true);
        default -> {}
      }
      families.relate(options, known);
      jobs[n] = new NewJob("related", Integer.toString(random.nextInt(100)), options.build());
    }
    String told = duel.add(jobs);
    return Stream.of(told.substring(1, told.length() - 1).split(", "))
        .filter(id -> !id.startsWith("-"))
        .toList();
  }
}

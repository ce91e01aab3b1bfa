package dev.tidemill.interop;

import dev.tidemill.interop.Player.Terms;
import dev.tidemill.testkit.TestRedis;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Random sequences in which a queue is also looked after while it is at work, played by BullMQ
 * under Node.js and by Tidemill: every answer and, after each step of upkeep, all keys must be
 * equal. The options are those of {@link FuzzTest}.
 */
@ExtendWith(NodeExtension.class)
final class UpkeepFuzzTest {

  private static final int STEPS = 60;

  @TestFactory
  Stream<DynamicTest> nodeAndTidemillLookAfterAQueueAlike(TestRedis redis, NodePeer node) {
    long from = Long.getLong("tidemill.fuzz.from", 1);
    return LongStream.range(from, from + Long.getLong("tidemill.fuzz", 60))
        .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> play(seed, redis, node)));
  }

  private static void play(long seed, TestRedis redis, NodePeer node) {
    RandomSteps steps = new RandomSteps(seed);
    Terms terms = steps.terms();
    RandomUpkeep upkeep = new RandomUpkeep(seed, terms.metrics() > 0);
    Random random = new Random(seed + 1);
    try (QueueDuel both = new QueueDuel(redis, node, "upkeep" + seed, terms);
        VerbDuel verbs = new VerbDuel(redis, node, both.duel)) {
      for (int n = 0; n < STEPS; n++) {
        steps.next(both.duel, verbs);
        if (random.nextInt(6) == 0) {
          upkeep.next(both);
          both.duel.assertEqualKeys();
        }
      }
      both.duel.assertEqualKeys();
    }
  }
}

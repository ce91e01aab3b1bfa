package dev.tidemill.interop;

import dev.tidemill.testkit.TestRedis;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Random sequences of steps, played by BullMQ under Node.js and by Tidemill: every answer and, at
 * the end, all keys must be equal. {@code -Dtidemill.fuzz=N} plays N sequences, {@code
 * -Dtidemill.fuzz.from=SEED} begins with that seed.
 */
@ExtendWith(NodeExtension.class)
final class FuzzTest {

  private static final int STEPS = 60;

  @TestFactory
  Stream<DynamicTest> nodeAndTidemillLeaveEqualKeys(TestRedis redis, NodePeer node) {
    long from = Long.getLong("tidemill.fuzz.from", 1);
    return LongStream.range(from, from + Long.getLong("tidemill.fuzz", 200))
        .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> play(seed, redis, node)));
  }

  private static void play(long seed, TestRedis redis, NodePeer node) {
    RandomSteps steps = new RandomSteps(seed);
    try (Duel duel = new Duel(redis, node, "seed" + seed, steps.terms());
        VerbDuel verbs = new VerbDuel(redis, node, duel)) {
      for (int n = 0; n < STEPS; n++) {
        steps.next(duel, verbs);
      }
      duel.assertEqualKeys();
    }
  }
}

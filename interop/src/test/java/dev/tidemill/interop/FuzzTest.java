package dev.tidemill.interop;

import dev.tidemill.testkit.TestRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Random sequences, played by BullMQ under Node.js and by Tidemill: every answer and, after each
 * step, all keys must be equal. {@code -Dtidemill.fuzz=N} plays N sequences instead of 400, {@code
 * -Dtidemill.fuzz.from=SEED} begins with that seed instead of a fresh one; {@code campaign/fuzz}
 * plays very many.
 */
@ExtendWith(NodeExtension.class)
final class FuzzTest {

  private static final long FROM =
      Long.getLong("tidemill.fuzz.from", System.nanoTime() % 1_000_000);
  private static final long COUNT = Long.getLong("tidemill.fuzz", 400);
  private static final long BEGAN = System.nanoTime();
  private static final AtomicInteger played = new AtomicInteger();
  private static final AtomicInteger different = new AtomicInteger();

  private final TestRedis redis;
  private final NodePeer node;

  FuzzTest(TestRedis redis, NodePeer node) {
    this.redis = redis;
    this.node = node;
  }

  @TestFactory
  Stream<DynamicTest> randomSequencesLeaveEqualKeys() {
    return LongStream.range(FROM, FROM + COUNT)
        .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> play(seed)));
  }

  private void play(long seed) {
    played.incrementAndGet();
    try {
      new Shrinker((random, name) -> new Game(redis, node, random, name), Long.toString(seed))
          .play(Sequence.of(seed));
    } catch (Error | RuntimeException e) {
      different.incrementAndGet();
      throw e;
    }
  }

  @AfterAll
  static void report() throws IOException {
    String line =
        String.format(
            Locale.ROOT,
            "%s seed=%d minutes=%.1f fuzz, %d sequences of 30 to 100 steps, keys compared after"
                + " each: %d differ%n",
            LocalDate.now(ZoneOffset.UTC),
            FROM,
            (System.nanoTime() - BEGAN) / 6e10,
            played.get(),
            different.get());
    System.out.print(line);
    String results = System.getProperty("tidemill.fuzz.results", "");
    if (!results.isEmpty()) {
      Files.writeString(
          Path.of(results), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }
}

package dev.tidemill.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.KeyDump;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Random batches played once as one call and once as calls of one job: every answer and all keys
 * are equal. {@code -Dtidemill.batches=N} plays N sequences, {@code -Dtidemill.batches.from=SEED}
 * begins with that seed.
 */
@ExtendWith(RedisExtension.class)
final class BatchesEqualSinglesTest {

  private static final int ROUNDS = 20;

  @TestFactory
  Stream<DynamicTest> aBatchLeavesTheKeysOfItsSingleCalls(TestRedis redis) {
    long from = Long.getLong("tidemill.batches.from", 1);
    return LongStream.range(from, from + Long.getLong("tidemill.batches", 150))
        .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> play(seed, false, redis)));
  }

  @TestFactory
  Stream<DynamicTest> aBatchOfMostlyPlainJobsLeavesTheKeysOfItsSingleCalls(TestRedis redis) {
    long from = Long.getLong("tidemill.batches.from", 1);
    return LongStream.range(from, from + Long.getLong("tidemill.batches", 150))
        .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> play(seed, true, redis)));
  }

  private static void play(long seed, boolean plain, TestRedis redis) {
    redis.flush();
    RandomBatches random = new RandomBatches(seed, plain);
    try (RedisConnection connection = new RedisConnection(RedisUri.parse(redis.uri()), "")) {
      BatchSide batch = new BatchSide(connection, "batch", true, plain);
      BatchSide singles = new BatchSide(connection, "single", false, plain);
      List<String> story = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        story.add(random.next(batch, singles));
      }
      assertThat(differences(dump(redis, "batch"), dump(redis, "single")))
          .as("keys that differ after %s", String.join(System.lineSeparator(), story))
          .isEmpty();
    }
  }

  private static List<String> differences(
      SortedMap<String, Object> batch, SortedMap<String, Object> singles) {
    Set<String> keys = new TreeSet<>(batch.keySet());
    keys.addAll(singles.keySet());
    return keys.stream()
        .filter(key -> !Objects.equals(batch.get(key), singles.get(key)))
        .map(
            key ->
                key + "%n one call: %s%n singly: %s%n".formatted(batch.get(key), singles.get(key)))
        .toList();
  }

  private static SortedMap<String, Object> dump(TestRedis redis, String prefix) {
    SortedMap<String, Object> masked = new TreeMap<>();
    KeyDump.of(redis.uri(), prefix + ":")
        .forEach((key, value) -> masked.put(mask(key, prefix), mask(value.toString(), prefix)));
    return masked;
  }

  private static String mask(String text, String prefix) {
    return text.replace(prefix + ":", "~:");
  }
}

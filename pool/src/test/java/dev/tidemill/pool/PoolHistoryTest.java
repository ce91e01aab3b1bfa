package dev.tidemill.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.embedded.Persistence;
import dev.tidemill.pool.source.Source;
import dev.tidemill.pool.store.HistoryEntry;
import dev.tidemill.pool.store.HistoryEntry.Kind;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PoolHistoryTest {

  private static final Pattern TURN =
      Pattern.compile("\\{\"worker\":\"([^\"]+)\",\"role\":\"([^\"]+)\",\"turns\":\\d+}");

  @Test
  void theLanesCanBeDrawnAfterARestartOfEverything() {
    CountDownLatch never = new CountDownLatch(1);
    Source silent =
        () -> {
          never.await();
          return null;
        };
    try (TestRedis redis = TestRedis.start(Persistence.ALWAYS)) {
      try (Pool pool = Pool.open(PoolTest.options(redis).source(PoolTest.counting(4000)).build())) {
        pool.start();
        await().atMost(Duration.ofMinutes(1)).until(() -> pool.view().done() == 4000);
      }
      redis.kill9();
      redis.restart();

      try (Pool again = Pool.open(PoolTest.options(redis).source(silent).build())) {
        Map<String, String> lanes = new HashMap<>();
        again.history().last(Duration.ofHours(1)).stream()
            .filter(entry -> entry.kind() == Kind.TURN)
            .forEach(entry -> put(lanes, entry));
        again.start();

        assertThat(lanes).hasSizeGreaterThan(8);
        assertThat(again.view().totalMessageCount()).isEqualTo(4000);
        for (WorkerView worker : again.view().workers()) {
          assertThat(lanes.getOrDefault(worker.id(), worker.role()))
              .as("lane of %s", worker.id())
              .isEqualTo(worker.role());
        }
      }
    }
  }

  private static void put(Map<String, String> lanes, HistoryEntry entry) {
    Matcher turn = TURN.matcher(entry.json());
    assertThat(turn.matches()).as(entry.json()).isTrue();
    lanes.put(turn.group(1), turn.group(2));
  }
}

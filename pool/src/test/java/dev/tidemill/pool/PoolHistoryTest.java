package dev.tidemill.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.embedded.Persistence;
import dev.tidemill.pool.source.Source;
import dev.tidemill.pool.source.Sources;
import dev.tidemill.pool.state.Limits;
import dev.tidemill.pool.state.PolicyKind;
import dev.tidemill.pool.state.PoolSettings;
import dev.tidemill.pool.store.HistoryEntry;
import dev.tidemill.pool.store.HistoryEntry.Kind;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisExtension.class)
@Timeout(120)
class PoolHistoryTest {

  private static final Pattern TURN =
      Pattern.compile("\\{\"worker\":\"([^\"]+)\",\"role\":\"([^\"]+)\",\"turns\":(\\d+)}");

  private static final Pattern REFUSED = Pattern.compile("errorstat_WRONGTYPE:count=(\\d+)");

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
        Map<String, String> last = last(again);
        again.start();

        assertThat(again.view().totalMessageCount()).isEqualTo(4000);
        assertThat(last).isEqualTo(roles(again));
      }
    }
  }

  @Test
  void aWorkerThatNeverTurnsHasALaneFromItsHireOn(TestRedis redis) {
    try (Pool pool = Pool.open(fixed(redis))) {
      pool.start();
      await().until(() -> kinds(pool).contains(Kind.SAMPLE));
      long begin = pool.history().read("0-0", 1).getFirst().atMs();

      Map<String, Map<Long, String>> lanes = lanes(pool);
      pool.change(settings -> settings.withLimits(new Limits(2, 3)));

      assertThat(lanes.keySet()).isEqualTo(roles(pool).keySet()).hasSize(5);
      lanes.forEach(
          (worker, lane) -> {
            assertThat(lane).as(worker).containsValue(roles(pool).get(worker)).hasSize(1);
            assertThat(lane.keySet().iterator().next()).isBetween(begin, begin + 2000);
          });
    }
  }

  @Test
  void aLaneEndsWhereItsWorkerIsDismissedAndTheNextHireHasOneOfItsOwn(TestRedis redis) {
    try (Pool pool = Pool.open(fixed(redis))) {
      pool.start();
      await().until(() -> last(pool).equals(roles(pool)));

      pool.change(settings -> settings.withLimits(new Limits(1, 3)));
      await().until(() -> last(pool).containsValue("Gone"));
      assertThat(last(pool).values()).containsOnlyOnce("Gone").containsOnlyOnce("Pusher");

      pool.change(settings -> settings.withLimits(new Limits(2, 3)));
      await().until(() -> last(pool).entrySet().containsAll(roles(pool).entrySet()));
      assertThat(roles(pool)).hasSize(5);
    }
  }

  @Test
  void aRoleThatStaysIsToldAgainBeforeOlderEntriesGo(TestRedis redis) {
    try (Pool pool = Pool.open(fixed(redis), hurried())) {
      pool.start();
      await().until(() -> last(pool).equals(roles(pool)));
      redis.call("XTRIM", "bull:messages:tidemill:history", "MAXLEN", "0");

      await().untilAsserted(() -> assertThat(last(pool)).isEqualTo(roles(pool)));

      assertThat(turns(pool)).isNotEmpty().containsOnly(0);
    }
  }

  @Test
  void aTurnThatCouldNotBeWrittenDownIsWrittenDownLater(TestRedis redis) {
    String history = "bull:messages:tidemill:history";
    try (Pool pool = Pool.open(fixed(redis))) {
      pool.start();
      await().until(() -> last(pool).equals(roles(pool)));
      redis.call("DEL", history);
      redis.call("SET", history, "no stream");

      pool.byHand().turn("w01");
      long before = refused(redis);
      await().until(() -> refused(redis) >= before + 3);
      redis.call("DEL", history);

      await().until(() -> turns(pool).contains(1));
      assertThat(last(pool)).containsEntry("w01", "Puller");
    }
  }

  /** How often Redis has refused to take something for what it is not. */
  private static long refused(TestRedis redis) {
    Matcher count = REFUSED.matcher(String.valueOf(redis.call("INFO", "errorstats")));
    return count.find() ? Long.parseLong(count.group(1)) : 0;
  }

  private static PoolOptions fixed(TestRedis redis) {
    PoolSettings settings = PoolTest.settings(2, 3).withPolicy(PolicyKind.FIXED);
    return PoolTest.options(redis)
        .settings(settings)
        .source(Sources.generate())
        .pushInterval(Duration.ofMillis(20))
        .build();
  }

  /** A minute a second. */
  private static InstantSource hurried() {
    long begin = System.nanoTime();
    Instant now = Instant.now();
    return () -> now.plusNanos((System.nanoTime() - begin) * 60);
  }

  private static Map<String, String> roles(Pool pool) {
    Map<String, String> roles = new TreeMap<>();
    pool.view().workers().forEach(worker -> roles.put(worker.id(), worker.role()));
    return roles;
  }

  private static List<Kind> kinds(Pool pool) {
    return pool.history().read("0-0", 100_000).stream().map(HistoryEntry::kind).toList();
  }

  /** Each worker's roles by the time it took them. */
  private static Map<String, Map<Long, String>> lanes(Pool pool) {
    Map<String, Map<Long, String>> lanes = new TreeMap<>();
    for (HistoryEntry entry : pool.history().last(Duration.ofHours(1))) {
      Matcher turn = TURN.matcher(entry.json());
      if (entry.kind() == Kind.TURN) {
        assertThat(turn.matches()).as(entry.json()).isTrue();
        lanes
            .computeIfAbsent(turn.group(1), worker -> new LinkedHashMap<>())
            .put(entry.atMs(), turn.group(2));
      }
    }
    return lanes;
  }

  private static Map<String, String> last(Pool pool) {
    Map<String, String> last = new TreeMap<>();
    lanes(pool).forEach((worker, lane) -> last.put(worker, List.copyOf(lane.values()).getLast()));
    return last;
  }

  private static List<Integer> turns(Pool pool) {
    List<Integer> turns = new ArrayList<>();
    for (HistoryEntry entry : pool.history().last(Duration.ofHours(1))) {
      Matcher turn = TURN.matcher(entry.json());
      if (turn.matches()) {
        turns.add(Integer.valueOf(turn.group(3)));
      }
    }
    return turns;
  }
}

package dev.tidemill.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.embedded.Persistence;
import dev.tidemill.pool.handler.Handler;
import dev.tidemill.pool.handler.Handlers;
import dev.tidemill.pool.source.OnBadLine;
import dev.tidemill.pool.source.Sources;
import dev.tidemill.pool.state.Limits;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that comes back without what it had, or forgets while it runs. */
@ExtendWith(RedisExtension.class)
class PoolForgottenTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void goesBackWithARedisThatHasLostWhatItKnew() throws Exception {
    Path in = folder.resolve("in");
    Path out = folder.resolve("out");
    Files.write(in, numbers(6000));
    try (TestRedis redis = TestRedis.start(Persistence.NONE)) {
      try (Pool pool = Pool.open(options(redis.uri(), in, out).build())) {
        pool.start();
        Awaitility.await().until(() -> pool.progress().pushed() > 500);
        redis.kill9();
        redis.restart();
        assertThat(pool.awaitFinished(LONG)).isTrue();
      }

      assertThat(redis.call("HGET", "bull:messages:tidemill:ledger", "count")).isEqualTo("6000");
    }
    assertThat(new HashSet<>(Files.readAllLines(out)))
        .containsExactlyInAnyOrderElementsOf(numbers(6000));
  }

  @Test
  void aDecisionThatRedisHasForgottenHoldsNoLongerThoughNothingWasCountedMeanwhile(
      TestRedis redis) {
    String state = "bull:messages:tidemill:state";
    String ledger = "bull:messages:tidemill:ledger";
    String goBack =
        "redis.call('SET', KEYS[1], ARGV[1]) return redis.call('HSET', KEYS[2], 'version',"
            + " ARGV[2])";
    try (Pool pool =
        Pool.open(
            PoolTest.options(redis)
                .source(Sources.none())
                .handler(Handlers.complete(Duration.ZERO))
                .build())) {
      pool.start();
      String plan = String.valueOf(redis.call("GET", state));
      String version = String.valueOf(redis.call("HGET", ledger, "version"));
      Limits before = pool.view().limits();
      pool.change(settings -> settings.withLimits(new Limits(4, 3)));

      redis.call("EVAL", goBack, "2", state, ledger, plan, version);

      Awaitility.await().until(() -> pool.view().limits().equals(before));
      assertThat(redis.call("GET", state)).asString().contains("\"version\":");
    }
  }

  @Test
  void knowsItsPlaceAlsoAfterRedisHasForgottenEverything(TestRedis redis) throws Exception {
    Path in = folder.resolve("in");
    Path out = folder.resolve("out");
    Files.write(in, numbers(20_000));
    try (Pool pool = Pool.open(options(redis.uri(), in, out).build())) {
      pool.start();
      Awaitility.await().until(() -> pool.progress().pushed() > 3_000);
      redis.flush();

      assertThat(pool.awaitFinished(LONG)).isTrue();

      assertThat(pool.progress().taken() + pool.progress().pushed()).isEqualTo(20_000);
      assertThat(redis.call("HGET", "bull:messages:tidemill:ledger", "count")).isEqualTo("20000");
    }
    assertThat(new HashSet<>(Files.readAllLines(out)))
        .containsExactlyInAnyOrderElementsOf(numbers(20_000));
  }

  @Test
  void readsAgainWhatRedisHasForgottenAlsoAfterTheSourceHasEnded(TestRedis redis) throws Exception {
    Path in = folder.resolve("in");
    Files.write(in, numbers(300));
    CountDownLatch forgotten = new CountDownLatch(1);
    Set<String> handled = ConcurrentHashMap.newKeySet();
    Handler patient =
        job -> {
          forgotten.await();
          handled.add(job.data());
          return "null";
        };
    try (Pool pool =
        Pool.open(
            PoolTest.options(redis)
                .source(Sources.lines(in, OnBadLine.FAIL))
                .handler(patient)
                .build())) {
      pool.start();
      Awaitility.await().until(() -> pool.progress().exhausted());
      redis.flush();
      forgotten.countDown();

      assertThat(pool.awaitFinished(LONG)).isTrue();

      assertThat(redis.call("HGET", "bull:messages:tidemill:ledger", "count")).isEqualTo("300");
    }
    assertThat(handled).hasSize(300);
  }

  private static PoolOptionsBuilder options(String uri, Path in, Path out) {
    return PoolOptions.builder(QueueOptions.of(uri, "messages"))
        .source(Sources.lines(in, OnBadLine.FAIL))
        .handler(Handlers.lines(out, false));
  }

  private static List<String> numbers(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }
}

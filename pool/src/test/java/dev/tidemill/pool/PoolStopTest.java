package dev.tidemill.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.Job;
import dev.tidemill.loop.Waiter;
import dev.tidemill.pool.handler.Handler;
import dev.tidemill.pool.source.Message;
import dev.tidemill.pool.source.Source;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Stops that something is in the way of. */
@ExtendWith(RedisExtension.class)
class PoolStopTest {

  @Test
  void aThreadThatIsInterruptedStopsItAsAnyOther(TestRedis redis) {
    Handler handler =
        job -> {
          Thread.currentThread().join(Duration.ofMinutes(5));
          return "null";
        };
    PoolOptionsBuilder options =
        PoolTest.options(redis).source(PoolTest.counting(3)).handler(handler);
    Pool pool = Pool.open(options.stopWithin(Duration.ofMillis(100)).build());
    pool.start();
    Awaitility.await().until(() -> pool.view().counts().active() > 0);

    Thread.currentThread().interrupt();
    pool.stop();

    assertThat(Thread.interrupted()).isTrue();
    Awaitility.await().until(() -> pool.view().counts().active() == 0);
    assertThat(pool.view().counts().waiting()).isEqualTo(pool.view().totalMessageCount());
    pool.close();
  }

  @Test
  void aSourceThatCannotBeClosedKeepsNobodyFromClosingTheHandler(TestRedis redis) {
    Closed handler = new Closed(new AtomicInteger());
    try (Pool pool =
        Pool.open(PoolTest.options(redis).source(new Stuck()).handler(handler).build())) {
      pool.start();
    }

    assertThat(handler.times()).hasValue(1);
  }

  private record Stuck() implements Source {
    @Override
    public @Nullable Message next() {
      return null;
    }

    @Override
    public void close() {
      throw new IllegalStateException("cannot be closed");
    }
  }

  private record Closed(AtomicInteger times) implements Handler {
    @Override
    public String handle(Job job) {
      return "null";
    }

    @Override
    public void close() {
      times.incrementAndGet();
    }
  }

  @Test
  void aRedisThatStandsStillIsWaitedForOnceAndNothingIsLost(TestRedis redis) throws Exception {
    Set<String> handled = ConcurrentHashMap.newKeySet();
    Handler handler =
        job -> {
          new Waiter().await(Duration.ofMillis(20)); // its work
          handled.add(job.data());
          return "null";
        };
    PoolOptionsBuilder options = PoolTest.options(redis).handler(handler);
    options.pushInterval(Duration.ofMillis(5)).stopWithin(Duration.ofHours(1));
    Pool pool = Pool.open(options.source(PoolTest.counting(1_000_000)).build());
    pool.start();
    Awaitility.await().until(() -> pool.view().totalMessageCount() > 50);

    redis.freeze();
    try {
      assertThat(CompletableFuture.runAsync(pool::close)).succeedsWithin(Duration.ofSeconds(15));
    } finally {
      redis.thaw();
    }

    try (Pool next = Pool.open(options.source(PoolTest.counting(0)).build())) {
      next.start();
      assertThat(next.awaitFinished(Duration.ofSeconds(30))).isTrue();
      long total = next.view().totalMessageCount();
      assertThat(next.view().done()).isEqualTo(total);
      assertThat(handled).hasSize((int) total);
    }
  }

  @Test
  void aRedisThatStandsStillJustBeforeTheLastSaveIsNotWaitedForTwice(TestRedis redis) {
    Pool pool =
        Pool.open(
            PoolTest.options(redis)
                .source(PoolTest.counting(1_000_000))
                .handler(new Freezing(redis))
                .build());
    pool.start();
    Awaitility.await().until(() -> pool.view().totalMessageCount() > 50);

    try {
      assertThat(CompletableFuture.runAsync(pool::close)).succeedsWithin(Duration.ofSeconds(8));
    } finally {
      redis.thaw();
    }
  }

  /** It is closed when all others have ended, and the plan is not stored yet. */
  private record Freezing(TestRedis redis) implements Handler {
    @Override
    public String handle(Job job) {
      return "null";
    }

    @Override
    public void close() {
      redis.freeze();
    }
  }

  @Test
  void aPusherThatWaitsForItsSourceDoesNotHoldUpTheStop(TestRedis redis) {
    CountDownLatch never = new CountDownLatch(1);
    Source silent =
        () -> {
          never.await();
          return null;
        };
    Pool pool =
        Pool.open(PoolTest.options(redis).source(silent).stopWithin(Duration.ofHours(1)).build());
    pool.start();

    pool.close();

    assertThat(pool.isRunning()).isFalse();
  }
}

package dev.tidemill.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.pool.handler.Handlers;
import dev.tidemill.pool.source.Message;
import dev.tidemill.pool.source.OnBadLine;
import dev.tidemill.pool.source.Source;
import dev.tidemill.pool.source.Sources;
import dev.tidemill.pool.state.Limits;
import dev.tidemill.pool.state.PolicyKind;
import dev.tidemill.pool.state.PoolSettings;
import dev.tidemill.pool.state.TurnOrder;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A bound on the backlog, at which pushers wait. */
@ExtendWith(RedisExtension.class)
@Timeout(120)
class PoolBacklogTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int PUSHERS = 3;

  private final TestRedis redis;

  PoolBacklogTest(TestRedis redis) {
    this.redis = redis;
  }

  @Test
  void theBacklogPassesItsBoundByACallOfEachNodeAtMostAndEachMessageComesOnce()
      throws InterruptedException {
    long most = 200 + 2 * (50 + PUSHERS - 1); // a quarter of the bound, and one for the others
    Set<String> handled = ConcurrentHashMap.newKeySet();
    AtomicInteger times = new AtomicInteger();
    AtomicLong deepest = new AtomicLong();
    CountDownLatch gate = new CountDownLatch(1);
    PoolOptionsBuilder bounded =
        pool(200)
            .handler(
                job -> {
                  gate.await();
                  deepest.accumulateAndGet(waiting(), Math::max);
                  handled.add(job.data());
                  times.incrementAndGet();
                  return "null";
                });
    try (Pool a = Pool.open(bounded.node("a").source(numbers(0, 1_500)).build());
        Pool b = Pool.open(bounded.node("b").source(numbers(1_500, 3_000)).build())) {
      a.start();
      b.start();
      await().until(() -> held(a) + held(b) == PUSHERS && waiting() > 150);
      assertThat(waiting()).isLessThanOrEqualTo(most);

      gate.countDown();

      assertThat(a.awaitFinished(LONG)).isTrue();
      assertThat(b.awaitFinished(LONG)).isTrue();
      assertThat(deepest.get()).isBetween(100L, most);
      assertThat(handled).hasSize(3_000);
      assertThat(times).hasValue(3_000);
      assertThat(a.view().totalMessageCount()).isEqualTo(3_000);
    }
  }

  @Test
  void theLinesOfAFileComeOnceAndItsEndIsFound(@TempDir Path folder) throws Exception {
    Path file = lines(folder, 2_000);
    Set<String> handled = ConcurrentHashMap.newKeySet();
    PoolOptions options =
        pool(20)
            .source(Sources.lines(file, OnBadLine.FAIL))
            .handler(
                job -> {
                  handled.add(job.data());
                  return "null";
                })
            .build();
    try (Pool pool = Pool.open(options)) {
      pool.start();

      assertThat(pool.awaitFinished(LONG)).isTrue();

      assertThat(handled).hasSize(2_000);
      assertThat(pool.view().totalMessageCount()).isEqualTo(2_000);
    }
  }

  @Test
  void anotherBoundHoldsAtOnce() {
    try (Pool pool = Pool.open(pool(40).handler(Handlers.none()).build())) {
      pool.start();
      await().until(() -> held(pool) == PUSHERS);
      assertThat(waiting()).isBetween(40L, 40L + 10 + PUSHERS);

      pool.change(now -> now.withMaxBacklog(80));
      await().until(() -> held(pool) == PUSHERS && waiting() >= 80);
      assertThat(waiting()).isLessThanOrEqualTo(80L + 20 + PUSHERS);

      pool.change(now -> now.withMaxBacklog(0));
      await().until(() -> waiting() > 2_000);
      pool.change(now -> now.withMaxBacklog(500));
      await().until(() -> held(pool) == PUSHERS);
    }
  }

  @Test
  void aPoolThatOnlyPushesWaitsAndGoesOnWhenOthersTakeMessages() {
    try (Pool pool = Pool.open(pool(100).handler(Handlers.none()).build())) {
      pool.start();
      await().until(() -> held(pool) == PUSHERS);
      long counted = pool.view().totalMessageCount();

      QueueOptions queue = QueueOptions.of(redis.uri(), "messages");
      try (Worker other = Worker.of(WorkerOptions.builder(queue).build(), job -> "null").start()) {
        await().until(() -> pool.view().totalMessageCount() > counted + 1_000);
      }

      await().until(() -> held(pool) == PUSHERS && waiting() > 75); // they go on at that
      assertThat(waiting()).isLessThanOrEqualTo(100L + 25 + PUSHERS);
    }
  }

  @Test
  void whoWaitsTakesNothingFromTheSource() {
    AtomicInteger taken = new AtomicInteger();
    Source counted =
        () -> {
          taken.incrementAndGet();
          return Message.of("1");
        };
    try (Pool pool = Pool.open(pool(50).source(counted).handler(Handlers.none()).build())) {
      pool.start();

      await().until(() -> held(pool) == PUSHERS);

      assertThat(pool.view().totalMessageCount()).isEqualTo(taken.get());
      assertThat(waiting()).isEqualTo(taken.get());
    }
  }

  @Test
  void whoWaitsRestsTurnsAndStopsAtOnce() {
    PoolSettings settings = settings(40, 1);
    CountDownLatch gate = new CountDownLatch(1);
    try (Pool pool =
        Pool.open(
            pool(40)
                .settings(settings)
                .handler(
                    job -> {
                      gate.await();
                      return "null";
                    })
                .build())) {
      pool.start();
      await().until(() -> held(pool) == PUSHERS);

      pool.byHand().rest("w01");
      await().until(() -> doing(pool, "w01").equals("resting"));
      pool.byHand().turn("w02");
      await().until(() -> doing(pool, "w02").equals("handling"));
      gate.countDown();
      long counted = pool.view().totalMessageCount();
      await().until(() -> pool.view().totalMessageCount() > counted + 200); // another one looks
    }
    Duration forEver = Duration.ofHours(1);
    try (Pool pool =
        Pool.open(pool(40).handler(Handlers.none()).node("b").stopWithin(forEver).build())) {
      pool.start();
      await().until(() -> held(pool) > 0);

      assertThat(pool.stop()).isTrue();
    }
  }

  private PoolOptionsBuilder pool(long bound) {
    return PoolTest.options(redis).settings(settings(bound, 1));
  }

  private static PoolSettings settings(long bound, int pullers) {
    Limits limits = new Limits(PUSHERS, pullers);
    return new PoolSettings(limits, 10, PolicyKind.FIXED, TurnOrder.FIFO).withMaxBacklog(bound);
  }

  private long waiting() {
    return redis.call("LLEN", "bull:messages:wait") instanceof Long length ? length : 0;
  }

  private static long held(Pool pool) {
    return pool.view().workers().stream().filter(w -> w.doing().equals("held")).count();
  }

  private static String doing(Pool pool, String worker) {
    return pool.view().workers().stream()
        .filter(one -> one.id().equals(worker))
        .map(WorkerView::doing)
        .findFirst()
        .orElse("");
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(LONG);
  }

  private static Path lines(Path folder, int count) throws IOException {
    String text = IntStream.range(0, count).mapToObj(n -> n + "\n").collect(Collectors.joining());
    return Files.writeString(folder.resolve("lines.txt"), text);
  }

  /** The numbers from one to before another, as many at once as are wanted. */
  private static Source numbers(int from, int to) {
    AtomicInteger next = new AtomicInteger(from);
    return new Source() {

      @Override
      public @Nullable Message next() {
        int number = next.getAndIncrement();
        return number < to ? Message.of(Integer.toString(number)) : null;
      }

      @Override
      public List<Message> next(int most) {
        List<Message> messages = new ArrayList<>();
        Message message = next();
        while (message != null) {
          messages.add(message);
          message = messages.size() < most ? next() : null;
        }
        return messages;
      }
    };
  }
}

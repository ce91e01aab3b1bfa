package dev.tidemill.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.embedded.Persistence;
import dev.tidemill.pool.handler.Handler;
import dev.tidemill.pool.handler.Handlers;
import dev.tidemill.pool.source.OnBadLine;
import dev.tidemill.pool.source.Sources;
import dev.tidemill.pool.state.PoolSettings;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.Staircase;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(RedisExtension.class)
class PoolCrashTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void aPoolThatDiedGoesOnWithTheSameCountsInTheSameDirection(TestRedis redis)
      throws InterruptedException {
    Pool killed = Pool.open(PoolTest.options(redis).source(PoolTest.counting(467)).build());
    killed.start();
    assertThat(killed.awaitFinished(LONG)).isTrue();
    killed.abandon();

    try (Pool next = Pool.open(PoolTest.options(redis).source(PoolTest.counting(150)).build())) {
      PoolState at467 = Staircase.advance(PoolState.fresh(PoolSettings.DEFAULTS), 467);
      assertThat(next.view().totalMessageCount()).isEqualTo(467);
      assertThat(next.view().pusherCount()).isEqualTo(at467.pushers());

      next.start();

      assertThat(next.awaitFinished(LONG)).isTrue();
      PoolState at617 = Staircase.advance(at467, 617);
      assertThat(next.view().totalMessageCount()).isEqualTo(617);
      assertThat(next.view().pusherCount()).isEqualTo(at617.pushers());
      assertThat(next.view().pullerCount()).isEqualTo(at617.pullers());
      assertThat(next.view().done()).isEqualTo(617);
    }
  }

  @Test
  void aPoolThatDiesWhileAWorkerIsHiredHasNobodyAskAgainAndAgain(TestRedis redis)
      throws InterruptedException {
    CompletableFuture<Void> hired = new CompletableFuture<>();
    List<Thread> workers = new CopyOnWriteArrayList<>();
    ThreadFactory hiring =
        work -> {
          if (workers.contains(Thread.currentThread())) {
            hired.join();
          }
          Thread worker = new Thread(work);
          workers.add(worker);
          return worker;
        };
    Pool killed = Pool.open(PoolTest.options(redis).threads(hiring).build());
    killed.start();
    Awaitility.await().until(() -> hired.getNumberOfDependents() > 0);

    Thread death = Thread.ofPlatform().start(killed::abandon);
    Awaitility.await().until(() -> death.getState() == Thread.State.WAITING);
    Awaitility.await()
        .during(Duration.ofMillis(300))
        .until(
            () -> workers.stream().noneMatch(worker -> worker.getState() == Thread.State.RUNNABLE));
    hired.complete(null);

    assertThat(death.join(LONG)).isTrue();
  }

  @Test
  void theJobsOfALifeThatDiedComeBackAtOnce(TestRedis redis) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Handler stuck =
        job -> {
          never.await();
          return "null";
        };
    Pool killed =
        Pool.open(PoolTest.options(redis).source(PoolTest.counting(5)).handler(stuck).build());
    killed.start();
    Awaitility.await().until(() -> killed.view().counts().active() > 0);
    killed.abandon();

    try (Pool next = Pool.open(PoolTest.options(redis).source(Sources.none()).build())) {
      next.start();

      assertThat(next.awaitFinished(Duration.ofSeconds(2))).isTrue();
      assertThat(next.view().done()).isEqualTo(5);
    }
  }

  @Test
  void linesArriveByteForByteHoweverOddTheyAre(TestRedis redis) throws Exception {
    Path in = folder.resolve("in");
    Path out = folder.resolve("out");
    List<String> lines =
        List.of(
            "",
            "plain",
            " {\"a\": [1, 2.50e3]}\r",
            "[]",
            "{\"broken\":",
            "\"quoted\"",
            "null",
            "12",
            "tab\tand \\ backslash",
            "naïve € 😀",
            "\u0000\u0007",
            "x".repeat(200_000),
            "[\"" + "é".repeat(1000) + "\"]",
            "\uFEFFbom",
            "ends with cr\r",
            "no end");
    Files.writeString(in, String.join("\n", lines));

    run(redis.uri(), in, out, List.of());

    List<String> written = List.of(Files.readString(out).split("\n", -1));
    assertThat(written.getLast()).isEmpty(); // the last line has its end
    assertThat(written.subList(0, written.size() - 1)).containsExactlyInAnyOrderElementsOf(lines);
  }

  @Test
  void aFileThatWasFinishedIsReadAnewAndOneThatWasNotGoesOn(TestRedis redis) throws Exception {
    Path in = folder.resolve("in");
    Path out = folder.resolve("out");
    Files.write(in, numbers(1000));
    run(redis.uri(), in, out, List.of());
    run(redis.uri(), in, out, List.of());
    assertThat(Files.readAllLines(out)).hasSize(2000);

    Files.write(in, numbers(1200));
    Pool stopped = Pool.open(options(redis.uri(), in, folder.resolve("more")).build());
    stopped.start();
    Awaitility.await().until(() -> stopped.progress().exhausted());
    assertThat(stopped.progress().opening()).contains("has grown").contains("line 1001");
    stopped.close();

    try (Pool again = Pool.open(options(redis.uri(), in, folder.resolve("more")).build())) {
      again.start();
      assertThat(again.progress().opening()).contains("Resuming").contains("line 1201");
      assertThat(again.awaitFinished(LONG)).isTrue();
    }
    assertThat(Files.readAllLines(folder.resolve("more"))).hasSize(200);
  }

  @Test
  void nothingIsLostOrCountedTwiceWhenRedisDiesInTheMiddle() throws Exception {
    Path in = folder.resolve("in");
    Path out = folder.resolve("out");
    Files.write(in, numbers(6000));
    try (TestRedis redis = TestRedis.start(Persistence.ALWAYS)) {
      run(redis.uri(), in, out, List.of(redis, redis));

      assertThat(redis.call("HGET", "bull:messages:tidemill:ledger", "count")).isEqualTo("6000");
    }
    List<String> written = Files.readAllLines(out);
    assertThat(new HashSet<>(written)).containsExactlyInAnyOrderElementsOf(numbers(6000));
    assertThat(written).hasSizeLessThan(6000 + 2 * 10 * 16);
  }

  @Test
  void tellsThatItWaitsForTheJobsOfASilentWorkerElsewhere(TestRedis redis)
      throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Handler stuck =
        job -> {
          never.await();
          return "null";
        };
    Pool elsewhere =
        Pool.open(
            PoolTest.options(redis)
                .node("elsewhere")
                .source(PoolTest.counting(4))
                .handler(stuck)
                .build());
    elsewhere.start();
    Awaitility.await()
        .until(() -> elsewhere.view().counts().active() == 2); // a puller and a helper
    elsewhere.abandon();
    redis.call("ZREM", "bull:messages:tidemill:nodes", "elsewhere"); // no node of ours

    try (Pool pool = Pool.open(PoolTest.options(redis).source(Sources.none()).build())) {
      pool.start();

      assertThat(pool.awaitFinished(Duration.ofSeconds(3))).isFalse();

      assertThat(pool.progress().deadJobs()).isEqualTo(2);
      assertThat(pool.progress().deadFor())
          .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(25));
    }
  }

  @Test
  void stopsWhileRedisIsAwayAndIsExactAfterwards() throws Exception {
    Path in = folder.resolve("in");
    Path out = folder.resolve("out");
    Files.write(in, numbers(3000));
    try (TestRedis redis = TestRedis.start(Persistence.ALWAYS)) {
      Pool pool =
          Pool.open(options(redis.uri(), in, out).stopWithin(Duration.ofSeconds(3)).build());
      pool.start();
      Awaitility.await().until(() -> pool.progress().pushed() > 300);
      redis.kill9();

      pool.close();

      redis.restart();
      run(redis.uri(), in, out, List.of());
      assertThat(redis.call("HGET", "bull:messages:tidemill:ledger", "count")).isEqualTo("3000");
    }
    assertThat(new HashSet<>(Files.readAllLines(out)))
        .containsExactlyInAnyOrderElementsOf(numbers(3000));
  }

  /** Runs to the end and kills each Redis named at its turn in the middle. */
  private static void run(String uri, Path in, Path out, List<TestRedis> kills) throws Exception {
    try (Pool pool = Pool.open(options(uri, in, out).build())) {
      pool.start();
      long at = 1;
      for (TestRedis redis : kills) {
        long kill = pool.progress().pushed() + at * 500;
        Awaitility.await()
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(1))
            .until(() -> pool.progress().pushed() > kill || pool.progress().exhausted());
        redis.kill9();
        redis.restart();
        at++;
      }
      assertThat(pool.awaitFinished(LONG)).isTrue();
    }
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

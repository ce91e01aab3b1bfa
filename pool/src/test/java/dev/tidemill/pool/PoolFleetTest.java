package dev.tidemill.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.pool.handler.Handler;
import dev.tidemill.pool.handler.Handlers;
import dev.tidemill.pool.source.OnBadLine;
import dev.tidemill.pool.source.Sources;
import dev.tidemill.pool.state.PoolSettings;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.Staircase;
import dev.tidemill.pool.store.HistoryEntry.Kind;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Several nodes run one pool. */
@ExtendWith(RedisExtension.class)
@Timeout(120)
class PoolFleetTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private final QueueOptions queue;
  @TempDir Path folder;

  PoolFleetTest(TestRedis redis) {
    queue = QueueOptions.of(redis.uri(), "messages");
  }

  private PoolOptionsBuilder node(String name) {
    return node(queue, name);
  }

  /** A node with messages of its own and nothing to do for each. */
  static PoolOptionsBuilder node(QueueOptions queue, String name) {
    return PoolOptions.builder(queue)
        .node(name)
        .source(Sources.generate())
        .handler(Handlers.complete(Duration.ZERO))
        .pushInterval(Duration.ofMillis(20));
  }

  private static List<String> workers(Pool... pools) {
    List<String> workers = new ArrayList<>();
    for (Pool pool : pools) {
      pool.view().workers().forEach(worker -> workers.add(worker.id()));
    }
    return workers;
  }

  /** Each worker of the plan is somewhere, and none is twice. */
  private static boolean areDealt(Pool... pools) {
    List<String> workers = workers(pools);
    Set<String> each = new HashSet<>(workers);
    int planned = pools[0].view().pusherCount() + pools[0].view().pullerCount();
    return workers.size() == each.size() && each.size() == planned && planned > 3;
  }

  @Test
  void nodesShareTheWorkersOfOnePlanAndCountTogether() {
    try (Pool a = Pool.open(node("a").build());
        Pool b = Pool.open(node("b").build())) {
      a.start();
      await().until(() -> a.view().pusherCount() > 4);
      b.start();

      await().atMost(LONG).until(() -> areDealt(a, b) && !b.view().workers().isEmpty());
      await().atMost(LONG).until(() -> b.progress().pushed() > 20);
      assertThat(a.view().workers()).hasSizeBetween(2, 6);

      b.stop();
      await().atMost(LONG).until(() -> areDealt(a));
      a.stop();
      PoolView end = a.view();
      PoolState plan =
          Staircase.advance(PoolState.fresh(PoolSettings.DEFAULTS), end.totalMessageCount());
      assertThat(end.pusherCount()).isEqualTo(plan.pushers());
      assertThat(end.pullerCount()).isEqualTo(plan.pullers());
      assertThat(end.totalMessageCount()).isEqualTo(end.done() + end.counts().unfinished());
    }
  }

  @Test
  void nodesHearFromEachOtherWhatTheirWorkersHaveDone() {
    try (Pool a = Pool.open(node("a").build());
        Pool b = Pool.open(node("b").build())) {
      a.start();
      b.start();

      await()
          .atMost(LONG)
          .until(
              () ->
                  a.fleet().workers().getOrDefault("b", List.of()).stream()
                      .anyMatch(worker -> worker.pushed() > 0));
      a.stop();
      b.stop();
      await().until(() -> a.fleet().workers().isEmpty());
    }
  }

  @Test
  void howFarAJobIsIsToldOfTheWorkerThatHasIt() {
    CountDownLatch shown = new CountDownLatch(1);
    Handler slow =
        job -> {
          shown.await();
          return "null";
        };
    try (Pool pool = Pool.open(node("a").handler(slow).build());
        Queue jobs = Queue.open(queue)) {
      pool.start();
      await().until(() -> pool.view().workers().stream().anyMatch(w -> w.job() != null));
      WorkerView busy =
          pool.view().workers().stream().filter(w -> w.job() != null).findFirst().orElseThrow();
      jobs.handle(String.valueOf(busy.job())).updateProgress("61");

      await()
          .until(
              () ->
                  pool.view().workers().stream()
                      .anyMatch(w -> w.progress() != null && w.progress() == 61));
      shown.countDown();
    }
  }

  @Test
  void aNodeThatWasTakenForDeadGoesOnAndCountsEachMessageOnce(TestRedis redis) throws Exception {
    try (Pool a = Pool.open(node("a").source(PoolTest.counting(300)).build())) {
      a.start();
      await().until(() -> a.view().totalMessageCount() > 50);

      redis.call("ZREM", "bull:messages:tidemill:nodes", "a");
      redis.call("HINCRBY", "bull:messages:tidemill:ledger", "epoch:a", "1");

      assertThat(a.awaitFinished(LONG)).isTrue();
      assertThat(a.view().totalMessageCount()).isEqualTo(300);
      assertThat(a.view().done()).isEqualTo(300);
    }
  }

  @Test
  void aFileIsReadByOneNodeAndReadOnByAnotherWhenThatOneDies() throws Exception {
    Path in = folder.resolve("in");
    Files.write(in, IntStream.range(0, 60_000).mapToObj(Integer::toString).toList());
    Path[] out = {folder.resolve("a"), folder.resolve("b")};
    Pool a = Pool.open(lines("a", in, out[0]));
    try (Pool b = Pool.open(lines("b", in, out[1]))) {
      a.start();
      b.start();
      assertThat(b.progress().opening()).contains("Node a reads lines:");
      assertThat(b.progress().total()).isNull();
      await().until(() -> a.view().totalMessageCount() > 1000);
      a.abandon();
      assertThat(b.view().totalMessageCount()).isLessThan(60_000);

      assertThat(b.awaitFinished(LONG)).isTrue();

      assertThat(b.view().totalMessageCount()).isEqualTo(60_000);
      Set<String> lines = new HashSet<>(Files.readAllLines(in));
      Set<String> handled = new HashSet<>(Files.readAllLines(out[1]));
      if (Files.exists(out[0])) {
        handled.addAll(Files.readAllLines(out[0]));
      }
      assertThat(handled).isEqualTo(lines);
    }
  }

  @Test
  void aRunOnTwoNodesEndsOnBoth() throws Exception {
    Path in = folder.resolve("in");
    Files.write(in, IntStream.range(0, 2000).mapToObj(Integer::toString).toList());
    try (Pool a = Pool.open(lines("a", in, folder.resolve("a")));
        Pool b = Pool.open(lines("b", in, folder.resolve("b")))) {
      a.start();
      b.start();

      assertThat(a.awaitFinished(LONG)).isTrue();
      a.stop();

      assertThat(b.awaitFinished(LONG)).isTrue();
      assertThat(b.view().totalMessageCount()).isEqualTo(2000);
    }
  }

  @Test
  void onlyTheNodeThatSpeaksStoresAPlanOfWhichNothingButTheTotalMoved(TestRedis redis) {
    Pool a = Pool.open(node("a").build());
    try (Pool b = Pool.open(node("b").build());
        Pool c = Pool.open(node("c").build())) {
      a.start();
      b.start();
      c.start();
      await().atMost(LONG).until(() -> areDealt(a, b, c));
      long before = version(redis);
      long samples = samples(a);

      await().atMost(LONG).until(() -> samples(a) >= samples + 10);

      assertThat(version(redis) - before).isBetween(1L, 15L);
      a.abandon();
      long last = version(redis);
      await().atMost(LONG).until(() -> version(redis) > last + 2);
    }
  }

  private static long version(TestRedis redis) {
    return Long.parseLong(
        String.valueOf(redis.call("HGET", "bull:messages:tidemill:ledger", "version")));
  }

  private static long samples(Pool pool) {
    return pool.history().read("0-0", 100_000).stream()
        .filter(entry -> entry.kind() == Kind.SAMPLE)
        .count();
  }

  private PoolOptions lines(String name, Path in, Path out) {
    return node(name)
        .source(Sources.lines(in, OnBadLine.FAIL))
        .handler(Handlers.lines(out, false))
        .pushInterval(Duration.ZERO)
        .build();
  }
}

package dev.tidemill.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.Keep;
import dev.tidemill.pool.handler.Handler;
import dev.tidemill.pool.source.Sources;
import dev.tidemill.pool.store.HistoryEntry.Kind;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A node of several dies with messages in hand. */
@ExtendWith(RedisExtension.class)
@Timeout(120)
class PoolDeathTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private final QueueOptions queue;

  PoolDeathTest(TestRedis redis) {
    queue = QueueOptions.of(redis.uri(), "messages");
  }

  private PoolOptionsBuilder node(String name) {
    return PoolFleetTest.node(queue, name);
  }

  @Test
  void theWorkersAndTheMessagesOfANodeThatDiedGoToTheOthers(TestRedis redis) {
    JobOptions kept = JobOptions.builder().removeOnComplete(Keep.all()).build();
    Pool a = Pool.open(node("a").jobs(kept).build());
    Pool b = Pool.open(node("b").jobs(kept).handler(stuck()).build());
    try (a) {
      a.start();
      await().until(() -> a.view().pusherCount() > 4);
      b.start();
      await()
          .atMost(LONG)
          .until(() -> b.view().workers().stream().anyMatch(w -> w.doing().equals("handling")));

      List<String> inHand =
          b.view().workers().stream().flatMap(w -> Stream.ofNullable(w.job())).toList();
      b.abandon();

      await().atMost(LONG).until(() -> deaths(a) == 1);
      await().atMost(LONG).until(() -> hasAll(a));
      a.change(settings -> settings.withPushInterval(Duration.ofHours(1)));
      await().atMost(LONG).until(() -> a.view().done() == a.view().totalMessageCount());
      assertThat(a.view().counts().unfinished()).isZero();
      assertThat(a.view().failed()).isZero();
      assertThat(inHand).isNotEmpty();
      for (String job : inHand) { // no sweep has found them stalled
        assertThat(redis.call("HGET", "bull:messages:" + job, "finishedOn")).isNotNull();
        assertThat(redis.call("HGET", "bull:messages:" + job, "stc")).isNull();
      }
    }
  }

  @Test
  void theMessagesOfADeadNodeComeBackThoughTheOneThatFoundItDeadDiedToo(TestRedis redis) {
    Pool b = Pool.open(node("b").source(PoolTest.counting(1)).handler(stuck()).build());
    try (Pool a = Pool.open(node("a").source(Sources.none()).build())) {
      b.start();
      await().until(() -> b.view().workers().stream().anyMatch(w -> w.job() != null));
      b.abandon();
      redis.call("ZREM", "bull:messages:tidemill:nodes", "b"); // by one that is dead as well
      redis.call("HSET", "bull:messages:tidemill:fleet", "dead", "b 1");

      a.start();

      await().atMost(LONG).until(() -> deaths(a) == 1);
      await().until(() -> a.view().done() == 1);
      assertThat(redis.call("HGET", "bull:messages:tidemill:fleet", "dead")).isNull();
    }
  }

  @Test
  void aDeathThatCannotBeMadeGoodAtOnceIsAtALaterBeat(TestRedis redis) {
    String nodes = "bull:messages:tidemill:nodes";
    String active = "bull:messages:active";
    try (Pool a = Pool.open(node("a").source(Sources.none()).build())) {
      a.start();
      redis.call("SET", active, "not a list");
      redis.call("ZADD", nodes, "1", "b"); // silent for long
      await().atMost(LONG).until(() -> redis.call("ZSCORE", nodes, "b") == null);
      Object expelledAt = redis.call("ZSCORE", nodes, "a");
      await()
          .atMost(LONG)
          .until(() -> !Objects.equals(expelledAt, redis.call("ZSCORE", nodes, "a")));
      assertThat(deaths(a)).isZero();

      redis.call("DEL", active);

      await().atMost(LONG).until(() -> deaths(a) == 1);
    }
  }

  /** Holds what it is given for ever. */
  private static Handler stuck() {
    CountDownLatch never = new CountDownLatch(1);
    return job -> {
      never.await();
      return "null";
    };
  }

  private static boolean hasAll(Pool pool) {
    PoolView view = pool.view();
    return view.workers().size() == view.pusherCount() + view.pullerCount();
  }

  private static long deaths(Pool pool) {
    return pool.history().read("0-0", 100_000).stream()
        .filter(entry -> entry.kind() == Kind.DEATH)
        .count();
  }
}

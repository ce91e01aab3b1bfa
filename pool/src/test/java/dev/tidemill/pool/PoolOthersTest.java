package dev.tidemill.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.job.JobOptions;
import dev.tidemill.pool.PoolView.Notice;
import dev.tidemill.pool.handler.Handlers;
import dev.tidemill.pool.source.Sources;
import dev.tidemill.pool.state.Limits;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import dev.tidemill.testkit.Logged;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Others on the same queue: the original that still runs, and nodes with other options. */
@ExtendWith(RedisExtension.class)
@Timeout(120)
class PoolOthersTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String ORIGINAL =
      "{\"pusherCount\":6,\"pullerCount\":5,\"messageCount\":4,\"totalMessageCount\":634,"
          + "\"roleSwitchCount\":63,\"currentRole\":\"Puller\"}";

  @Test
  void aStateThatTheOriginalWritesMeanwhileIsToldAndNeverOverwritten(TestRedis redis) {
    try (Logged log = Logged.of("dev.tidemill.pool");
        Pool pool = Pool.open(slow(redis, "a").build())) {
      pool.start();

      redis.call("SET", "systemState", ORIGINAL);

      await().atMost(LONG).until(() -> alerts(pool).equals("copy-foreign"));
      assertThat(log.lines()).contains("Pool bull:messages: " + told(pool));
      long counted = pool.view().totalMessageCount();
      await().until(() -> pool.view().totalMessageCount() > counted + 30);
      pool.stop();
      assertThat(redis.call("GET", "systemState")).isEqualTo(ORIGINAL);

      pool.start();

      assertThat(pool.view().restored()).extracting(Notice::code).containsExactly("taken-over");
      assertThat(pool.view().alerts()).isEmpty();
      assertThat(pool.view().totalMessageCount()).isGreaterThanOrEqualTo(634);
    }
  }

  @Test
  void anotherConsumerOfTheQueueIsToldAndNothingIsCopiedUntilItHasGone(TestRedis redis) {
    QueueOptions queue = QueueOptions.of(redis.uri(), "messages");
    try (Pool pool = Pool.open(slow(redis, "a").build())) {
      try (Worker other = Worker.of(WorkerOptions.builder(queue).build(), job -> "null").start()) {
        pool.start();
        await().atMost(LONG).until(() -> alerts(pool).equals("other-consumer"));
        assertThat(told(pool)).contains("a worker at 127.0.0.1:");
        Object copy = redis.call("GET", "systemState");
        long counted = pool.view().totalMessageCount();
        await().until(() -> pool.view().totalMessageCount() > counted + 100);

        assertThat(redis.call("GET", "systemState")).isEqualTo(copy);
        assertThat(redis.call("GET", "bull:messages:tidemill:state")).isNotEqualTo(copy);
      }
      await().atMost(LONG).until(() -> pool.view().alerts().isEmpty());
    }
    assertThat(String.valueOf(redis.call("GET", "systemState"))).contains("\"version\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "broken", "{\"version\":999999,\"seats\":[]}", "{\"version\":"})
  void aPlanThatSomebodyBreaksMeanwhileIsPutAsideAndStoredAgain(String broken, TestRedis redis) {
    String state = "bull:messages:tidemill:state";
    try (Pool pool = Pool.open(slow(redis, "a").settings(PoolTest.settings(6, 5)).build())) {
      pool.start();
      await().until(() -> pool.view().totalMessageCount() > 30);

      redis.call("SET", state, broken);

      await().atMost(LONG).until(() -> !pool.view().restored().isEmpty());
      assertThat(pool.view().restored())
          .extracting(Notice::code)
          .containsExactly("plan-unreadable");
      String told = pool.view().restored().getFirst().told();
      String aside = told.substring(told.indexOf(state), told.indexOf(','));
      assertThat(redis.call("GET", aside)).isEqualTo(broken);
      pool.stop();
      assertThat(String.valueOf(redis.call("GET", state)))
          .contains("\"maxPushers\":6", "\"totalMessageCount\":" + pool.view().totalMessageCount());
    }
  }

  @Test
  void nodesOfOnePoolAreNoStrangersToEachOther(TestRedis redis) {
    try (Pool a = Pool.open(slow(redis, "a").build());
        Pool b = Pool.open(slow(redis, "b").build())) {
      a.start();
      b.start();
      long counted = a.view().totalMessageCount();
      await().atMost(LONG).until(() -> a.view().totalMessageCount() > counted + 200);

      assertThat(a.view().alerts()).isEmpty();
      assertThat(b.view().alerts()).isEmpty();
    }
  }

  @Test
  void aNodeWithOtherOptionsTakesThoseOfThePoolThatRunsAndSaysWhich(TestRedis redis) {
    try (Pool a = Pool.open(slow(redis, "a").build());
        Pool b =
            Pool.open(
                slow(redis, "b")
                    .settings(PoolTest.settings(4, 3))
                    .pushInterval(Duration.ofMillis(7))
                    .build())) {
      a.start();
      b.start();

      assertThat(b.view().limits()).isEqualTo(new Limits(10, 10));
      assertThat(b.view().restored())
          .containsExactly(
              new Notice(
                  "other-settings",
                  "Other nodes run it with max-pushers 10 instead of 4, max-pullers 10 instead of"
                      + " 3, push-interval 10 ms instead of 7 ms: this one joins them, and its own"
                      + " settings are left aside"));
      a.stop();
      b.stop();
      b.start();

      assertThat(b.view().limits()).isEqualTo(new Limits(4, 3));
      assertThat(b.view().restored()).isEmpty();
    }
  }

  @Test
  void aNodeThatDoesSomethingElseJoinsAndSaysWhatIsOther(TestRedis redis) {
    JobOptions thrice = JobOptions.builder().attempts(3).build();
    try (Pool a = Pool.open(slow(redis, "a").build());
        Pool b =
            Pool.open(slow(redis, "b").handler(Handlers.exec("cat -u")).jobs(thrice).build())) {
      a.start();
      b.start();

      assertThat(b.view().restored())
          .containsExactly(
              new Notice(
                  "other-work",
                  "Other nodes run it with handler complete instead of exec:cat -u, other job"
                      + " options: this one joins them, and each node goes on in its own way"));
    }
  }

  @Test
  void aNodeWithAnOutputFileOfItsOwnDoesTheSameWork(TestRedis redis, @TempDir Path folder) {
    try (Pool a = Pool.open(writing(redis, "a", folder));
        Pool b = Pool.open(writing(redis, "b", folder))) {
      a.start();
      b.start();

      assertThat(b.view().restored()).isEmpty();
    }
  }

  private static PoolOptions writing(TestRedis redis, String node, Path folder) {
    return slow(redis, node).handler(Handlers.lines(folder.resolve(node), false)).build();
  }

  private static String alerts(Pool pool) {
    return String.join(" ", pool.view().alerts().stream().map(Notice::code).toList());
  }

  private static String told(Pool pool) {
    return pool.view().alerts().getFirst().told();
  }

  private static PoolOptionsBuilder slow(TestRedis redis, String node) {
    return PoolTest.options(redis)
        .node(node)
        .source(Sources.generate())
        .pushInterval(Duration.ofMillis(10));
  }
}

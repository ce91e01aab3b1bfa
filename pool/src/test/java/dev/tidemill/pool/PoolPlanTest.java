package dev.tidemill.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.pool.state.Limits;
import dev.tidemill.pool.state.PoolSettings;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.Staircase;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(RedisExtension.class)
class PoolPlanTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @ParameterizedTest
  @CsvSource({
    "10,10,0",
    "10,10,19",
    "10,10,20",
    "10,10,187",
    "10,10,365",
    "10,10,1234",
    "10,5,777",
    "3,8,555",
    "1,5,600",
    "1,1,100"
  })
  void theCountsAreTheStaircasesForTheNumberOfMessages(
      int pushers, int pullers, int messages, TestRedis redis) throws InterruptedException {
    PoolSettings settings = PoolTest.settings(pushers, pullers);
    try (Pool pool =
        Pool.open(
            PoolTest.options(redis)
                .source(PoolTest.counting(messages))
                .settings(settings)
                .build())) {
      pool.start();

      assertThat(pool.awaitFinished(LONG)).isTrue();

      PoolState expected = Staircase.advance(PoolState.fresh(settings), messages);
      PoolView view = pool.view();
      assertThat(view.totalMessageCount()).isEqualTo(messages);
      assertThat(view.pusherCount()).isEqualTo(expected.pushers());
      assertThat(view.pullerCount()).isEqualTo(expected.pullers());
      assertThat(view.messageCount()).isEqualTo(expected.messageCount());
      assertThat(view.roleSwitchCount()).isEqualTo(expected.switches());
      assertThat(view.currentRole()).isEqualTo(expected.currentRole().label());
      assertThat(rolesOf(view, "Pusher")).isEqualTo(expected.pushers());
      assertThat(rolesOf(view, "Puller")).isEqualTo(expected.pullers());
      assertThat(view.done()).isEqualTo(messages);
      assertThat(view.failed()).isZero();
      assertThat(view.workers().stream().mapToLong(WorkerView::pushed).sum())
          .isLessThanOrEqualTo(messages);
    }
  }

  @Test
  void aWorkerThatTurnsKeepsItsIdentityAndItsCounters(TestRedis redis) throws InterruptedException {
    try (Pool pool = Pool.open(PoolTest.options(redis).source(PoolTest.counting(3600)).build())) {
      pool.start();
      assertThat(pool.awaitFinished(LONG)).isTrue();

      PoolView view = pool.view();

      Set<String> ids = view.workers().stream().map(WorkerView::id).collect(Collectors.toSet());
      assertThat(ids).hasSize(11).contains("w01", "w11");
      assertThat(view.workers()).allSatisfy(worker -> assertThat(worker.turns()).isPositive());
      assertThat(view.workers().stream().mapToLong(WorkerView::pushed).sum()).isEqualTo(3600);
      assertThat(view.workers().stream().mapToLong(WorkerView::pulled).sum()).isEqualTo(3600);
    }
  }

  @Test
  void goesOnWhereTheOriginalProgramLeftItsState(TestRedis redis) throws InterruptedException {
    redis.call(
        "SET",
        "systemState",
        "{\"pusherCount\":10,\"pullerCount\":5,\"messageCount\":10,\"totalMessageCount\":722,"
            + "\"roleSwitchCount\":73,\"currentRole\":\"Puller\"}");
    try (Pool pool = Pool.open(PoolTest.options(redis).source(PoolTest.counting(100)).build())) {
      assertThat(pool.view().totalMessageCount()).isEqualTo(722);
      assertThat(pool.view().pullerCount()).isEqualTo(5);

      pool.start();

      assertThat(pool.awaitFinished(LONG)).isTrue();
      assertThat(pool.view().totalMessageCount()).isEqualTo(822);
      assertThat(pool.view().pullerCount()).isLessThan(5);
      assertThat(pool.view().done()).isEqualTo(100);
    }
  }

  @Test
  void otherLimitsHoldAtOnceAndForTheNextStart(TestRedis redis) {
    try (Pool pool =
        Pool.open(PoolTest.options(redis).pushInterval(Duration.ofMillis(2)).build())) {
      pool.change(settings -> settings.withLimits(new Limits(3, 2)));
      assertThat(pool.view().limits()).isEqualTo(new Limits(3, 2));
      pool.start();
      Awaitility.await().until(() -> pool.view().pusherCount() == 3);

      pool.change(settings -> settings.withLimits(new Limits(5, 2)));

      Awaitility.await().until(() -> pool.view().pusherCount() == 5);
      assertThat(pool.view().workers()).hasSizeLessThanOrEqualTo(7);
    }
  }

  private static long rolesOf(PoolView view, String role) {
    return view.workers().stream().filter(worker -> worker.role().equals(role)).count();
  }
}

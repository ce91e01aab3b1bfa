package dev.tidemill.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.NewJob;
import dev.tidemill.pool.handler.Handlers;
import dev.tidemill.pool.state.Limits;
import dev.tidemill.pool.state.PolicyKind;
import dev.tidemill.pool.state.PoolSettings;
import dev.tidemill.pool.state.TurnOrder;
import dev.tidemill.pool.store.HistoryEntry;
import dev.tidemill.pool.store.HistoryEntry.Kind;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisExtension.class)
class PoolBalanceTest {

  private static final PoolSettings SETTINGS =
      new PoolSettings(new Limits(4, 4), 10, PolicyKind.BALANCE, TurnOrder.FIFO)
          .withTargetWait(Duration.ofSeconds(2));

  /** Four seconds a second, so that the times between turns pass sooner. */
  private final InstantSource hurried = hurried();

  @Test
  void pullersThatIdlePushAndABurstHasThemPullUntilItIsOver(TestRedis redis) {
    QueueOptions queue = QueueOptions.of(redis.uri(), "messages");
    PoolOptions options =
        PoolTest.options(redis)
            .settings(SETTINGS)
            .pushInterval(Duration.ofMillis(100))
            .handler(Handlers.complete(Duration.ofMillis(20)))
            .build();
    try (Pool pool = Pool.open(options, hurried);
        Queue others = Queue.open(queue, hurried)) {
      pool.start();
      assertThat(pool.view().pullerCount()).isEqualTo(4);
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> pool.view().pusherCount() >= 3);

      others.addAll(Collections.nCopies(1500, NewJob.of("burst", "{}")));

      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> pool.view().pusherCount() == 1);
      assertThat(pool.view().pullerCount()).isEqualTo(4);
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> pool.view().pusherCount() >= 3);
      assertThat(pool.view().counts().waiting()).isLessThan(100);
      assertThat(pool.view().policy()).isEqualTo("balance");
      assertThat(pool.history().read("0-0", 1000))
          .extracting(HistoryEntry::kind)
          .contains(Kind.STEP, Kind.TURN);
      assertThat(redis.call("GET", "bull:messages:tidemill:state"))
          .asString()
          .contains("\"policy\":\"balance\"");
    }
  }

  private static InstantSource hurried() {
    long begin = System.nanoTime();
    Instant now = Instant.now();
    return () -> now.plusNanos((System.nanoTime() - begin) * 4);
  }
}

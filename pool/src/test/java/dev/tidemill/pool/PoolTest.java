package dev.tidemill.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.job.DelayedException;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.Schedule;
import dev.tidemill.pool.handler.Handler;
import dev.tidemill.pool.handler.Handlers;
import dev.tidemill.pool.source.Message;
import dev.tidemill.pool.source.Source;
import dev.tidemill.pool.source.SourceFailed;
import dev.tidemill.pool.source.Sources;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RedisExtension.class)
class PoolTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void startAndStopAreIdempotentAndAnswerWhenDone(TestRedis redis) {
    try (Pool pool = Pool.open(options(redis).pushInterval(Duration.ofMillis(5)).build())) {
      assertThat(pool.stop()).isFalse();
      assertThat(pool.start()).isTrue();
      assertThat(pool.start()).isFalse();
      assertThat(pool.isRunning()).isTrue();
      assertThat(pool.view().workers()).hasSizeGreaterThanOrEqualTo(2);
      Awaitility.await().until(() -> pool.view().totalMessageCount() > 25);

      assertThat(pool.stop()).isTrue();

      assertThat(pool.stop()).isFalse();
      long total = pool.view().totalMessageCount();
      assertThat(pool.view().workers()).isEmpty();
      assertThat(pool.view().counts().active()).isZero();
      assertThat(pool.systemState()).contains("\"totalMessageCount\":" + total);
      pool.start();
      assertThat(pool.view().totalMessageCount()).isGreaterThanOrEqualTo(total);
    }
  }

  @Test
  void everyMessageIsHandledOnceWhenNothingGoesWrong(TestRedis redis) throws InterruptedException {
    Set<String> handled = ConcurrentHashMap.newKeySet();
    AtomicInteger times = new AtomicInteger();
    Handler handler =
        job -> {
          handled.add(job.data());
          times.incrementAndGet();
          return "null";
        };
    try (Pool pool = Pool.open(options(redis).source(counting(2000)).handler(handler).build())) {
      pool.start();
      assertThat(pool.awaitFinished(LONG)).isTrue();
    }

    assertThat(handled).hasSize(2000);
    assertThat(times).hasValue(2000);
  }

  @Test
  void aHandlerThatFailsFailsItsMessageAndNotItsWorker(TestRedis redis)
      throws InterruptedException {
    Handler handler =
        job -> {
          if (job.data().endsWith("7")) {
            throw new IllegalStateException("seven");
          }
          if (job.data().endsWith("8")) {
            throw new Speechless();
          }
          if (job.data().endsWith("9")) {
            throw new DelayedException(Duration.ofMillis(-1));
          }
          return "null";
        };
    try (Pool pool = Pool.open(options(redis).source(counting(100)).handler(handler).build())) {
      pool.start();
      assertThat(pool.awaitFinished(LONG)).isTrue();

      assertThat(pool.view().failed()).isEqualTo(30);
      assertThat(pool.view().done()).isEqualTo(70);
      assertThat(pool.progress().failed()).isEqualTo(30);
    }
  }

  /** One that fails again when it is asked what happened. */
  private static final class Speechless extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new UnsupportedOperationException("no words");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void jobsOfASchedulerAreHandledBesideTheMessages(
      boolean quick, TestRedis redis, @TempDir Path folder) {
    Handler handler = quick ? Handlers.lines(folder.resolve("out"), false) : job -> "null";
    Schedule fiveTimes = Schedule.every(Duration.ofMillis(50)).limit(5).build();
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "messages"));
        Pool pool = Pool.open(options(redis).source(counting(200)).handler(handler).build())) {
      queue.schedulers().upsert("tick", fiveTimes, NewJob.of("tick", "{}"));
      pool.start();

      Awaitility.await().until(() -> pool.view().done() == 205);

      assertThat(pool.view().totalMessageCount()).isEqualTo(200);
      assertThat(pool.view().failed()).isZero();
    }
  }

  @Test
  void anErrorOfASourceEndsPushingAsAnExceptionDoes(TestRedis redis) {
    AtomicInteger given = new AtomicInteger();
    Source broken =
        () -> {
          if (given.incrementAndGet() > 5) {
            throw new StackOverflowError();
          }
          return Message.of("{}");
        };
    try (Pool pool = Pool.open(options(redis).source(broken).build())) {
      pool.start();

      assertThatThrownBy(() -> pool.awaitFinished(LONG))
          .isInstanceOf(SourceFailed.class)
          .hasMessageContaining("StackOverflowError")
          .hasCauseInstanceOf(StackOverflowError.class);
      assertThat(pool.view().done()).isEqualTo(5);
      assertThat(pool.history().read("0-0", 1000))
          .extracting(HistoryEntry::kind)
          .doesNotContain(Kind.DEATH);
    }
  }

  @Test
  void aSourceThatFailsIsToldOnceTheQueueIsEmpty(TestRedis redis) {
    AtomicInteger next = new AtomicInteger();
    Source source =
        () -> {
          if (next.incrementAndGet() > 50) {
            throw new IllegalStateException("broken source");
          }
          return Message.of("1");
        };
    try (Pool pool = Pool.open(options(redis).source(source).build())) {
      pool.start();

      assertThatThrownBy(() -> pool.awaitFinished(LONG)).hasMessage("broken source");

      assertThat(pool.view().done()).isEqualTo(50);
      assertThat(pool.isRunning()).isTrue();
    }
  }

  @Test
  void withoutASourceAllSeatsPullWithoutAHandlerAllPush(TestRedis redis)
      throws InterruptedException {
    PoolOptionsBuilder pushing = options(redis).source(counting(300)).handler(Handlers.none());
    try (Pool pool = Pool.open(pushing.build())) {
      pool.start();
      Awaitility.await().until(() -> pool.view().counts().waiting() == 300);
      assertThat(pool.view().pusherCount()).isEqualTo(10);
      assertThat(pool.view().pullerCount()).isZero();
    }
    try (Pool pool = Pool.open(options(redis).source(Sources.none()).build())) {
      pool.start();
      assertThat(pool.awaitFinished(LONG)).isTrue();
      assertThat(pool.view().pullerCount()).isEqualTo(10);
      assertThat(pool.view().done()).isEqualTo(300);
    }
  }

  @Test
  void stoppingInterruptsAHandlerThatDoesNotEndAndHandsItsMessageBack(TestRedis redis) {
    Handler handler =
        job -> {
          Thread.currentThread().join(Duration.ofMinutes(5));
          return "null";
        };
    PoolOptions options =
        options(redis)
            .source(counting(3))
            .handler(handler)
            .stopWithin(Duration.ofMillis(100))
            .build();
    Pool pool = Pool.open(options);
    pool.start();
    Awaitility.await().until(() -> pool.view().counts().active() > 0);

    pool.stop();

    assertThat(pool.view().counts().active()).isZero();
    assertThat(pool.view().counts().waiting()).isEqualTo(3);
    pool.close();
  }

  @Test
  void writesDownWhoTurnedAndHowThePlanStepped(TestRedis redis) throws InterruptedException {
    try (Pool pool = Pool.open(options(redis).source(counting(1000)).build())) {
      pool.start();
      assertThat(pool.awaitFinished(LONG)).isTrue();
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(pool.history().read("0-0", 100))
                      .extracting(HistoryEntry::kind)
                      .contains(Kind.START, Kind.TURN, Kind.STEP, Kind.SAMPLE));
      pool.stop();

      assertThat(pool.history().read("0-0", 100).getLast().kind()).isEqualTo(Kind.STOP);
    }
  }

  static PoolSettings settings(int pushers, int pullers) {
    return new PoolSettings(new Limits(pushers, pullers), 10, PolicyKind.STAIRCASE, TurnOrder.FIFO);
  }

  /** The numbers from 0 on, so many. */
  static Source counting(int messages) {
    AtomicInteger next = new AtomicInteger();
    return () -> {
      int number = next.getAndIncrement();
      return number < messages ? Message.of(Integer.toString(number)) : null;
    };
  }

  static PoolOptionsBuilder options(TestRedis redis) {
    return PoolOptions.builder(QueueOptions.of(redis.uri(), "messages"));
  }
}

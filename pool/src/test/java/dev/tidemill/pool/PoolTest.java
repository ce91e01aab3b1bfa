package dev.tidemill.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.pool.handler.Handler;
import dev.tidemill.pool.handler.Handlers;
import dev.tidemill.pool.source.Message;
import dev.tidemill.pool.source.Source;
import dev.tidemill.pool.source.Sources;
import dev.tidemill.pool.state.Limits;
import dev.tidemill.pool.state.PolicyKind;
import dev.tidemill.pool.state.PoolSettings;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.Staircase;
import dev.tidemill.pool.state.TurnOrder;
import dev.tidemill.pool.store.HistoryEntry;
import dev.tidemill.pool.store.HistoryEntry.Kind;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(RedisExtension.class)
class PoolTest {

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
    PoolSettings settings = settings(pushers, pullers);
    try (Pool pool =
        Pool.open(options(redis).source(counting(messages)).settings(settings).build())) {
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
    try (Pool pool = Pool.open(options(redis).source(counting(3600)).build())) {
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
          return "null";
        };
    try (Pool pool = Pool.open(options(redis).source(counting(100)).handler(handler).build())) {
      pool.start();
      assertThat(pool.awaitFinished(LONG)).isTrue();

      assertThat(pool.view().failed()).isEqualTo(10);
      assertThat(pool.view().done()).isEqualTo(90);
      assertThat(pool.progress().failed()).isEqualTo(10);
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
  void aPusherThatWaitsForItsSourceDoesNotHoldUpTheStop(TestRedis redis) {
    CountDownLatch never = new CountDownLatch(1);
    Source silent =
        () -> {
          never.await();
          return null;
        };
    Pool pool = Pool.open(options(redis).source(silent).build());
    pool.start();
    long before = System.nanoTime();

    pool.close();

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void goesOnWhereTheOriginalProgramLeftItsState(TestRedis redis) throws InterruptedException {
    redis.call(
        "SET",
        "systemState",
        "{\"pusherCount\":10,\"pullerCount\":5,\"messageCount\":10,\"totalMessageCount\":722,"
            + "\"roleSwitchCount\":73,\"currentRole\":\"Puller\"}");
    try (Pool pool = Pool.open(options(redis).source(counting(100)).build())) {
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

  @Test
  void otherLimitsHoldAtOnceAndForTheNextStart(TestRedis redis) {
    try (Pool pool = Pool.open(options(redis).pushInterval(Duration.ofMillis(2)).build())) {
      pool.change(settings(3, 2));
      assertThat(pool.view().limits()).isEqualTo(new Limits(3, 2));
      pool.start();
      Awaitility.await().until(() -> pool.view().pusherCount() == 3);

      pool.change(settings(5, 2));

      Awaitility.await().until(() -> pool.view().pusherCount() == 5);
      assertThat(pool.view().workers()).hasSizeLessThanOrEqualTo(7);
    }
  }

  private static long rolesOf(PoolView view, String role) {
    return view.workers().stream().filter(worker -> worker.role().equals(role)).count();
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

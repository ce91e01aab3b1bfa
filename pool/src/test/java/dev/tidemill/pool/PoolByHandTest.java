package dev.tidemill.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.pool.handler.Handler;
import dev.tidemill.pool.state.Limits;
import dev.tidemill.pool.state.PolicyKind;
import dev.tidemill.pool.state.PoolSettings;
import dev.tidemill.pool.state.TurnOrder;
import dev.tidemill.pool.store.HistoryEntry;
import dev.tidemill.pool.store.HistoryEntry.Kind;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisExtension.class)
class PoolByHandTest {

  private static final PoolSettings THREE_AND_THREE =
      new PoolSettings(new Limits(3, 3), 10, PolicyKind.FIXED, TurnOrder.FIFO);

  @Test
  void aRestedWorkerFinishesWhatItHasAndTakesNothingMoreUntilItResumes(TestRedis redis) {
    Semaphore allowed = new Semaphore(0);
    Handler handler =
        job -> {
          allowed.acquire();
          return "null";
        };
    try (Pool pool = Pool.open(fixed(redis).handler(handler).build())) {
      pool.start();
      Awaitility.await().until(() -> worker(pool, "w04").doing().equals("handling"));

      pool.byHand().rest("w04");
      assertThat(worker(pool, "w04").doing()).isEqualTo("handling");
      allowed.release(100);

      Awaitility.await().until(() -> worker(pool, "w04").doing().equals("resting"));
      Awaitility.await().until(() -> pool.view().done() >= 100);
      assertThat(worker(pool, "w04").pulled()).isLessThanOrEqualTo(1);
      assertThat(pool.view().pullerCount()).isEqualTo(2);
      assertThat(pool.view().workers()).hasSize(6);
      allowed.release(1_000_000);
      pool.byHand().resume("w04");
      Awaitility.await().until(() -> worker(pool, "w04").pulled() > 3);
    }
  }

  @Test
  void aRestedPusherPushesNothingAndRestsOverARestart(TestRedis redis) {
    try (Pool pool = Pool.open(fixed(redis).build())) {
      pool.start();
      pool.byHand().rest("w01");
      Awaitility.await().until(() -> worker(pool, "w01").doing().equals("resting"));
      long pushed = worker(pool, "w01").pushed();
      long total = pool.view().totalMessageCount();

      pool.stop();
      pool.start();

      Awaitility.await().until(() -> pool.view().totalMessageCount() > total + 50);
      assertThat(worker(pool, "w01").doing()).isEqualTo("resting");
      assertThat(worker(pool, "w01").pushed()).isEqualTo(pushed);
      assertThat(pool.view().pusherCount()).isEqualTo(2);
    }
  }

  @Test
  void aWorkerTurnedByHandChangesPlacesWithAnother(TestRedis redis) {
    try (Pool pool = Pool.open(fixed(redis).build())) {
      pool.start();

      pool.byHand().turn("w02");

      assertThat(worker(pool, "w02").role()).isEqualTo("Puller");
      assertThat(worker(pool, "w04").role()).isEqualTo("Pusher");
      assertThat(pool.view().pusherCount()).isEqualTo(3);
      Awaitility.await().until(() -> worker(pool, "w02").pulled() > 0);
    }
  }

  @Test
  void aTurnIsOverOnceTheWorkerHasFinishedWhatItHas(TestRedis redis) {
    Semaphore allowed = new Semaphore(0);
    Handler handler =
        job -> {
          allowed.acquire();
          return "null";
        };
    Queue<Long> turns = new ConcurrentLinkedQueue<>();
    try (Pool pool = Pool.open(fixed(redis).handler(handler).turned(turns::add).build())) {
      pool.start();
      Awaitility.await().until(() -> worker(pool, "w04").doing().equals("handling"));

      pool.byHand().turn("w04");

      Awaitility.await().until(() -> turns.size() == 1); // the pusher's that takes its place
      assertThat(worker(pool, "w04").doing()).isEqualTo("handling");
      allowed.release(1_000_000);
      Awaitility.await().until(() -> turns.size() == 2);
      assertThat(turns).allMatch(nanos -> nanos > 0);
    }
  }

  @Test
  void aStepByHandIsTakenAtOnceAndStored(TestRedis redis) {
    try (Pool pool = Pool.open(fixed(redis).build())) {
      pool.start();

      pool.byHand().stepToPullers();

      assertThat(pool.view().pusherCount()).isEqualTo(2);
      assertThat(pool.view().pullerCount()).isEqualTo(3);
      assertThat(redis.call("GET", "bull:messages:tidemill:state"))
          .asString()
          .contains("\"pusherCount\":2,\"pullerCount\":3");
    }
  }

  @Test
  void whatIsDoneByHandStandsInTheHistory(TestRedis redis) {
    try (Pool pool = Pool.open(fixed(redis).build())) {
      pool.start();
      pool.byHand().rest("w05");
      Awaitility.await().until(() -> kinds(pool).contains("REST"));
      pool.byHand().resume("w05");
      pool.byHand().turn("w01");
      pool.byHand().stepToPullers();
      pool.stop();

      assertThat(kinds(pool)).contains("REST", "RESUME", "TURN", "STEP");
    }
  }

  @Test
  void aWorkerThatHelpsAndIsReplacedGoesOnHelping(TestRedis redis) {
    PoolSettings rising = PoolTest.settings(3, 3);
    PoolOptions ending =
        PoolTest.options(redis).settings(rising).source(PoolTest.counting(5)).build();
    try (Pool pool = Pool.open(ending)) {
      pool.start();
      Awaitility.await().until(() -> worker(pool, "w01").doing().equals("waiting")); // to pull
      assertThat(worker(pool, "w01").role()).isEqualTo("Pusher");

      assertThat(pool.byHand().kill("w01")).isTrue();

      Awaitility.await().until(() -> worker(pool, "w01").doing().equals("resting"));
      Awaitility.await().until(() -> worker(pool, "w01").doing().equals("waiting"));
    }
  }

  @Test
  void aPoolThatDoesNotRunHasNobodyToTellAnything(TestRedis redis) {
    try (Pool pool = Pool.open(fixed(redis).build())) {
      assertThatThrownBy(() -> pool.byHand().rest("w01"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Start it first");
    }
  }

  private static String kinds(Pool pool) {
    return pool.history().read("0-0", 1000).stream()
        .map(HistoryEntry::kind)
        .filter(kind -> kind != Kind.SAMPLE)
        .toList()
        .toString();
  }

  private static WorkerView worker(Pool pool, String id) {
    return pool.view().workers().stream()
        .filter(worker -> worker.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static PoolOptionsBuilder fixed(TestRedis redis) {
    return PoolTest.options(redis).settings(THREE_AND_THREE).pushInterval(Duration.ofMillis(5));
  }
}

package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidemill.embedded.Persistence;
import dev.tidemill.event.WorkerEvent;
import dev.tidemill.job.JobOptions;
import dev.tidemill.redis.CommandRejected;
import dev.tidemill.redis.ConnectionLost;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a Redis refuses on a bad day is told with the remedy, and a worker goes on afterwards. */
@Timeout(120)
class BadDaysTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final List<String> troubles = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> handled = new ConcurrentHashMap<>();

  private static QueueOptions options(TestRedis redis) {
    return QueueOptions.of(redis.uri(), "q");
  }

  private Worker worker(TestRedis redis, Semaphore go) {
    WorkerOptions options =
        WorkerOptions.builder(options(redis))
            .concurrency(4)
            .drainDelay(Duration.ofMillis(200))
            .build();
    return Worker.of(
            options,
            context -> {
              handled.merge(context.job().id(), 1, Integer::sum);
              go.acquire();
              if (context.job().name().equals("bad")) {
                throw new IllegalStateException("as it should");
              }
              return "1";
            })
        .listener(
            event -> {
              if (event instanceof WorkerEvent.Trouble trouble) {
                troubles.add(String.valueOf(trouble.cause().getMessage()));
              }
            });
  }

  private void awaitTrouble(String words) {
    await().atMost(LONG).until(() -> troubles.stream().anyMatch(told -> told.contains(words)));
  }

  private void assertEachHandledOnce(int jobs) {
    assertThat(handled).hasSize(jobs);
    assertThat(handled.values()).allMatch(times -> times == 1);
  }

  @Test
  void scriptsThatAreForgottenAllTheTimeLoseAndDoubleNothing() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    try (TestRedis redis = TestRedis.start();
        Queue queue = Queue.open(options(redis));
        Worker worker = worker(redis, new Semaphore(Integer.MAX_VALUE)).start();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> flushing =
          threads.submit(
              () -> {
                while (!done.get()) {
                  redis.call("SCRIPT", "FLUSH");
                }
              });
      List<Future<?>> adding = new ArrayList<>();
      for (int n = 0; n < 8; n++) {
        adding.add(threads.submit(() -> addMany(queue, 100)));
      }
      for (Future<?> each : adding) {
        each.get();
      }
      await().atMost(LONG).until(() -> queue.counts().completed() == 800);
      done.set(true);
      flushing.get();
      assertThat(queue.counts().unfinished()).isZero();
      assertEachHandledOnce(800);
      assertThat(troubles).isEmpty();
    }
  }

  private static void addMany(Queue queue, int jobs) {
    for (int n = 0; n < jobs; n++) {
      queue.add("n", "1");
    }
  }

  @Test
  void aReplicaSaysWhereWritesGoAndAWorkerGoesOnWhenItBecomesAMaster() {
    try (TestRedis master = TestRedis.start();
        TestRedis replica =
            TestRedis.start(
                Persistence.NONE, directory -> List.of("replicaof 127.0.0.1 " + master.port()));
        Queue queue = Queue.open(options(master));
        Queue onReplica = Queue.open(options(replica));
        Worker worker = worker(replica, new Semaphore(Integer.MAX_VALUE))) {
      String id = queue.add("n", "1");
      await()
          .atMost(LONG)
          .until(() -> Long.valueOf(1).equals(replica.call("EXISTS", "bull:q:" + id)));

      assertThatThrownBy(() -> onReplica.add("n", "1"))
          .isInstanceOf(CommandRejected.class)
          .hasMessageContaining("openQueue at bull:q:meta was refused by " + replica.uri())
          .hasMessageContaining("Nothing was changed: this Redis is a replica")
          .hasMessageContaining("redis-sentinel://");
      worker.start();
      awaitTrouble("this Redis is a replica");
      assertThat(handled).isEmpty();

      replica.call("REPLICAOF", "NO", "ONE");

      onReplica.add("n", "1");
      await().atMost(LONG).until(() -> onReplica.counts().completed() == 2);
      assertEachHandledOnce(2);
    }
  }

  @Test
  void aDemotedMasterIsLeftSoThatItsNameIsLookedUpAgain() {
    try (TestRedis other = TestRedis.start();
        TestRedis redis = TestRedis.start();
        RedisConnection connection = new RedisConnection(RedisUri.parse(redis.uri()), "")) {
      long before = connection.call("CLIENT", "ID").number();
      redis.call("REPLICAOF", other.host(), Integer.toString(other.port()));

      assertThatThrownBy(() -> connection.call("SET", "k", "v"))
          .isInstanceOf(CommandRejected.class)
          .hasMessageContaining("READONLY");

      assertThat(connection.call("CLIENT", "ID").number()).isGreaterThan(before);
    }
  }

  @Test
  void aMasterThatIsDemotedWhileJobsRunHasTheirResultsOnceItIsMasterAgain() {
    Semaphore go = new Semaphore(0);
    try (TestRedis other = TestRedis.start();
        TestRedis redis = TestRedis.start();
        Queue queue = Queue.open(options(redis));
        Worker worker = worker(redis, go).start()) {
      queue.add("good", "1");
      queue.add("bad", "1");
      await().atMost(LONG).until(() -> handled.size() == 2);
      redis.call("CONFIG", "SET", "replica-serve-stale-data", "yes");
      // A master that is not there: what this one has stays as it is.
      redis.call("REPLICAOF", "127.0.0.1", "1");

      go.release(2);
      awaitTrouble("this Redis is a replica");
      redis.call("REPLICAOF", "NO", "ONE");

      await().atMost(LONG).until(() -> queue.counts().completed() == 1);
      await().atMost(LONG).until(() -> queue.counts().failed() == 1);
      assertEachHandledOnce(2);
      assertThat(other.call("DBSIZE")).isEqualTo(0L);
    }
  }

  @Test
  void aRedisWithoutMemoryAddsNothingAndWhatRunsIsSettledOnceThereIsSome() {
    Semaphore go = new Semaphore(0);
    try (TestRedis redis = TestRedis.start();
        Queue queue = Queue.open(options(redis));
        Worker worker = worker(redis, go).start()) {
      queue.add("bad", "1");
      queue.add("bad", "1");
      await().atMost(LONG).until(() -> handled.size() == 2);
      redis.call("CONFIG", "SET", "maxmemory", "1");

      assertThatThrownBy(() -> queue.add("n", "1", JobOptions.builder().id("mine").build()))
          .isInstanceOf(CommandRejected.class)
          .hasMessageContaining("addJobs at bull:q:meta was refused by " + redis.uri())
          .hasMessageContaining("OOM")
          .hasMessageContaining("Raise its maxmemory");
      go.release(10);
      awaitTrouble("OOM");
      redis.call("CONFIG", "SET", "maxmemory", "0");

      assertThat(redis.call("EXISTS", "bull:q:mine")).isEqualTo(0L);
      assertThat(queue.add("n", "1", JobOptions.builder().id("mine").build())).isEqualTo("mine");
      await().atMost(LONG).until(() -> queue.counts().completed() == 1);
      await().atMost(LONG).until(() -> queue.counts().failed() == 2);
      assertEachHandledOnce(3);
    }
  }

  @Test
  void aScriptOfSomebodyElseThatNeverEndsHoldsEverythingUpAndLosesNothing() throws Exception {
    try (TestRedis redis = TestRedis.start();
        Queue queue = Queue.open(options(redis));
        Worker worker = worker(redis, new Semaphore(Integer.MAX_VALUE)).start();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      queue.add("n", "1");
      await().atMost(LONG).until(() -> queue.counts().completed() == 1);
      redis.call("CONFIG", "SET", "lua-time-limit", "20");
      Future<?> looping =
          threads.submit(
              () ->
                  assertThatThrownBy(() -> redis.call("EVAL", "while true do end", "0"))
                      .hasMessageContaining("killed"));

      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> queue.add("n", "1"))
                      .isInstanceOfSatisfying(
                          ConnectionLost.class, lost -> assertThat(lost.sent()).isFalse())
                      .hasMessageContaining("BUSY")
                      .hasMessageContaining("SCRIPT KILL"));
      redis.call("SCRIPT", "KILL");
      looping.get();

      queue.add("last", "1");
      await().atMost(LONG).until(() -> queue.counts().unfinished() == 0);
      assertThat(handled.values()).allMatch(times -> times == 1);
    }
  }

  @Test
  void aRedisThatStillLoadsIsAsGoodAsNotThereAndHasEverythingAfterwards() throws Exception {
    try (TestRedis redis =
            TestRedis.start(Persistence.ALWAYS, directory -> List.of("key-load-delay 300"));
        Queue queue = Queue.open(options(redis));
        Worker worker = worker(redis, new Semaphore(Integer.MAX_VALUE))) {
      addMany(queue, 1500); // while it loads Redis answers after each thousand commands or so
      redis.kill9();
      worker.start();
      awaitTrouble("cannot be reached");
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<?> starting = threads.submit(redis::restart);

        await()
            .atMost(LONG)
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(5))
            .untilAsserted(
                () ->
                    assertThatThrownBy(queue::counts)
                        .isInstanceOfSatisfying(
                            ConnectionLost.class, lost -> assertThat(lost.sent()).isFalse())
                        .hasMessageContaining("LOADING"));
        starting.get();
      }
      await().atMost(LONG).until(() -> queue.counts().completed() == 1500);
      assertEachHandledOnce(1500);
    }
  }
}

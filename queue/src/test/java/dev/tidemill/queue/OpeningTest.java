package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidemill.codec.JacksonCodec;
import dev.tidemill.event.QueueEvent;
import dev.tidemill.event.QueueEventListener;
import dev.tidemill.event.WorkerEvent;
import dev.tidemill.job.FlowJob;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobRef;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.NextRun;
import dev.tidemill.job.Schedule;
import dev.tidemill.redis.NotForUs;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.KeyDump;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RedisExtension.class)
@Timeout(60)
class OpeningTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private static QueueOptions options(TestRedis redis) {
    return QueueOptions.of(redis.uri(), "q");
  }

  @Test
  void signsAQueueThatNobodyHasSigned(TestRedis redis) {
    try (Queue queue = Queue.open(options(redis))) {
      queue.counts();

      assertThat(queue.jobs().meta().fields())
          .isEqualTo(
              Map.of(
                  "opts.maxLenEvents", "10000", "version", "bullmq:6.7.0", "library", "tidemill"));
    }
  }

  @Test
  void leavesWhatOthersHaveSaidButForALengthOfItsOwn(TestRedis redis) {
    redis.call("HSET", "bull:q:meta", "version", "bullmq:5.81.5");
    redis.call("HSET", "bull:q:meta", "opts.maxLenEvents", "77");
    try (Queue queue = Queue.open(options(redis));
        Queue longer =
            Queue.open(options(redis).with(QueueSettings.defaults().maxLenEvents(500)))) {
      assertThat(queue.jobs().meta().version()).isEqualTo("bullmq:5.81.5");
      assertThat(queue.jobs().meta().maxLenEvents()).isEqualTo(77);
      assertThat(longer.jobs().meta().maxLenEvents()).isEqualTo(500);
    }
  }

  @Test
  void writesNothingWhenItIsNotToSign(TestRedis redis) {
    QueueOptions unsigned = options(redis).with(QueueSettings.defaults().unsigned());
    try (Queue queue = Queue.open(unsigned)) {
      queue.counts();

      assertThat(redis.call("EXISTS", "bull:q:meta")).isEqualTo(0L);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bullmq-pro:7.40.1", "bullmq:7.0.0", "another:1.0.0"})
  void refusesAQueueOfAnotherFormatAndWritesNothing(String version, TestRedis redis) {
    redis.call("HSET", "bull:q:meta", "version", version);
    redis.call("LPUSH", "bull:q:wait", "1");
    redis.call("HSET", "bull:q:1", "name", "n", "data", "{}", "opts", "{}");
    var before = KeyDump.of(redis.uri(), "bull:q:");
    try (Queue queue = Queue.open(options(redis))) {
      assertThatThrownBy(() -> queue.add("n", "1"))
          .isInstanceOf(NotForUs.class)
          .hasMessageContaining("made by " + version)
          .hasMessageContaining("another name");
      assertThatThrownBy(queue::pause).isInstanceOf(NotForUs.class);
      assertThatThrownBy(() -> queue.upkeep().drain()).isInstanceOf(NotForUs.class);

      List<String> troubles = troublesOfAWorker(redis);

      assertThat(troubles).anyMatch(trouble -> trouble.contains("made by " + version));
      assertThat(KeyDump.of(redis.uri(), "bull:q:")).isEqualTo(before);
    }
  }

  private static List<String> troublesOfAWorker(TestRedis redis) {
    List<String> troubles = new CopyOnWriteArrayList<>();
    try (Worker worker = Worker.of(WorkerOptions.builder(options(redis)).build(), context -> "1")) {
      worker.listener(
          event -> {
            if (event instanceof WorkerEvent.Trouble trouble) {
              troubles.add(trouble.cause().toString());
            }
          });
      worker.start();
      await().atMost(Duration.ofSeconds(20)).until(() -> !troubles.isEmpty());
    }
    return troubles;
  }

  @Test
  void refusesAFlowThatTouchesAQueueOfAnotherFormatAndWritesNothing(TestRedis redis) {
    redis.call("HSET", "bull:q:meta", "version", "bullmq-pro:7.40.1");
    var before = KeyDump.of(redis.uri(), "bull:");
    FlowJob child = FlowJob.of("q", "child", "1");
    JobOptions ofTheirs = JobOptions.builder().parent(new JobRef("bull:q", "1")).build();
    try (FlowProducer flows = FlowProducer.open(redis.uri());
        Queue mine = Queue.open(QueueOptions.of(redis.uri(), "mine"))) {
      assertThatThrownBy(() -> flows.add(FlowJob.of("mine", "parent", "1").waitingFor(child)))
          .isInstanceOf(NotForUs.class)
          .hasMessageContaining("Queue bull:q on")
          .hasMessageContaining("made by bullmq-pro:7.40.1");
      assertThatThrownBy(() -> flows.add(FlowJob.of("mine", "n", "1").with(ofTheirs)))
          .isInstanceOf(NotForUs.class);
      assertThat(KeyDump.of(redis.uri(), "bull:")).isEqualTo(before);
    }
  }

  @Test
  void looksAtTheQueuesOfAFlowAgainOnANewConnection(TestRedis redis) {
    try (FlowProducer flows = FlowProducer.open(redis.uri())) {
      flows.add(FlowJob.of("q", "n", "1"));
      redis.call("HSET", "bull:q:meta", "version", "bullmq-pro:7.40.1");
      redis.call("CLIENT", "KILL", "TYPE", "normal");

      assertThatThrownBy(() -> flows.add(FlowJob.of("q", "n", "1")));
      assertThatThrownBy(() -> flows.add(FlowJob.of("q", "n", "1"))).isInstanceOf(NotForUs.class);
      assertThat(redis.call("LLEN", "bull:q:wait")).isEqualTo(1L);
    }
  }

  @Test
  void neitherListensToAQueueOfAnotherFormatNorTellsNorLocksThere(TestRedis redis) {
    redis.call("HSET", "bull:q:meta", "version", "bullmq-pro:7.40.1");
    redis.call("SET", "bull:q:1:lock", "theirs", "PX", "60000");
    List<Throwable> troubles = new CopyOnWriteArrayList<>();
    try (QueueEventsProducer producer = QueueEventsProducer.open(options(redis));
        ManualWorker worker = ManualWorker.open(WorkerOptions.builder(options(redis)).build());
        QueueEvents events = QueueEvents.of(options(redis)).listener(told(troubles))) {
      assertThatThrownBy(() -> producer.publish("mine", Map.of())).isInstanceOf(NotForUs.class);
      assertThatThrownBy(() -> worker.extendLock("1", "theirs", HOUR)).isInstanceOf(NotForUs.class);
      assertThatThrownBy(() -> events.awaitFinished("1", HOUR)).isInstanceOf(NotForUs.class);
      assertThat(troubles.getFirst()).isInstanceOf(NotForUs.class);
      assertThat((Long) redis.call("PTTL", "bull:q:1:lock")).isLessThanOrEqualTo(60_000);
      assertThat(redis.call("EXISTS", "bull:q:events")).isEqualTo(0L);
    }
  }

  private static QueueEventListener told(List<Throwable> troubles) {
    return new QueueEventListener() {
      @Override
      public void on(QueueEvent event) {}

      @Override
      public void trouble(Throwable cause) {
        troubles.add(cause);
      }
    };
  }

  @Test
  void takesGroupsForASignOfBullmqPro(TestRedis redis) {
    redis.call("ZADD", "bull:q:groups", "1", "a-group");
    try (Queue queue = Queue.open(options(redis))) {
      assertThatThrownBy(() -> queue.add("n", "1")).hasMessageContaining("BullMQ Pro");
    }
    redis.call("DEL", "bull:q:groups");
    try (Queue queue = Queue.open(options(redis))) {
      queue.add("n", "1", JobOptions.builder().id("groups").build());
    }
    try (Queue queue = Queue.open(options(redis))) {
      assertThat(Objects.requireNonNull(queue.job("groups")).name()).isEqualTo("n");
    }
  }

  @Test
  void warnsOnceWhenRedisMayThrowJobsAway(TestRedis redis) {
    List<String> warnings = new CopyOnWriteArrayList<>();
    redis.call("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
    Opening opening = new Opening(options(redis), true, warnings::add);
    RedisUri uri = RedisUri.parse(redis.uri());
    try (RedisConnection one = new RedisConnection(uri, "", opening);
        RedisConnection other = new RedisConnection(uri, "", opening)) {
      one.call("PING");
      other.call("PING");

      assertThat(warnings).hasSize(1);
      assertThat(warnings.getFirst()).contains("allkeys-lru", "Set it to noeviction");
    } finally {
      redis.call("CONFIG", "SET", "maxmemory-policy", "noeviction");
    }
  }

  @Test
  void jobsHoweverTheyAreAddedHaveTheQueuesOwnDefaultsUnlessTheyBringOptions(TestRedis redis) {
    JobOptions thrice = JobOptions.builder().attempts(3).delay(Duration.ofHours(1)).build();
    try (Queue queue =
        Queue.open(options(redis).with(QueueSettings.defaults().jobDefaults(thrice)))) {
      TypedQueue<String> typed = queue.typed(JacksonCodec.of(String.class));
      List<String> ids = new ArrayList<>();
      ids.add(queue.add("n", "1"));
      ids.addAll(queue.addAll(List.of(NewJob.of("n", "1"))));
      ids.add(queue.addAsync("n", "1").toCompletableFuture().join());
      ids.addAll(queue.addAllAsync(List.of(NewJob.of("n", "1"))).toCompletableFuture().join());
      ids.add(typed.add("n", "1"));
      ids.addAll(typed.addAll("n", List.of("1")));
      ids.addAll(queue.addAll(List.of(typed.job("n", "1"))));
      ids.add(next(queue.schedulers().upsert("s", Schedule.every(Duration.ofHours(1)).build())));
      String own = queue.add("n", "1", JobOptions.builder().attempts(2).build());

      assertThat(ids)
          .extracting(id -> Objects.requireNonNull(queue.job(id)).options())
          .allSatisfy(options -> assertThat(options).contains("\"attempts\":3"));
      assertThat(Objects.requireNonNull(queue.job(own)).options())
          .contains("\"attempts\":2")
          .doesNotContain("delay");
    }
  }

  private static String next(@Nullable NextRun run) {
    return Objects.requireNonNull(run).jobId();
  }
}

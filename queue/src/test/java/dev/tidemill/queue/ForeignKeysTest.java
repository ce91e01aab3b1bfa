package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidemill.event.WorkerEvent;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobState;
import dev.tidemill.job.NewJob;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of another type in the way of a worker hold up what they must, and no job more. */
@ExtendWith(RedisExtension.class)
@Timeout(60)
class ForeignKeysTest {

  private final List<String> troubles = new CopyOnWriteArrayList<>();
  private final List<String> handled = new CopyOnWriteArrayList<>();
  private volatile IntConsumer onceHandled = count -> {};

  private Worker worker(TestRedis redis) {
    return worker(redis, 4);
  }

  private Worker worker(TestRedis redis, int concurrency) {
    WorkerOptionsBuilder options =
        WorkerOptions.builder(QueueOptions.of(redis.uri(), "q"))
            .concurrency(concurrency)
            .lockDuration(Duration.ofMillis(400))
            .stalled(Duration.ofMillis(100), 1000);
    return Worker.of(
            options.build(),
            context -> {
              handled.add(context.job().id());
              onceHandled.accept(handled.size());
              return "1";
            })
        .listener(
            event -> {
              if (event instanceof WorkerEvent.Trouble trouble) {
                troubles.add(trouble.cause().toString());
              }
            });
  }

  private static Queue queue(TestRedis redis) {
    return Queue.open(QueueOptions.of(redis.uri(), "q"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wait", "active", "events", "delayed", "completed", "stalled"})
  void whatStandsInTheWayOfAWorkerIsToldAndAllJobsRunOnceItIsGone(String key, TestRedis redis) {
    try (Queue queue = queue(redis);
        Worker worker = worker(redis)) {
      queue.addAll(Collections.nCopies(10, NewJob.of("n", "1")));
      queue.add("n", "1", JobOptions.builder().delay(Duration.ofMillis(1)).build());
      queue.add("n", "1", JobOptions.builder().priority(1).build());
      putInTheWay("bull:q:" + key, redis);
      worker.start();
      await().until(() -> troubles.stream().anyMatch(told -> told.contains("WRONGTYPE")));

      takeOutOfTheWay("bull:q:" + key, redis);

      await().atMost(Duration.ofSeconds(20)).until(() -> queue.counts().completed() == 12);
      assertThat(queue.counts().unfinished()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wait", "active", "events", "delayed", "completed", "stalled"})
  void whatComesInTheWayOfAnOnlySlotIsToldAndAllJobsRunOnceItIsGone(String key, TestRedis redis) {
    onceHandled =
        count -> {
          if (count == 3) {
            putInTheWay("bull:q:" + key, redis);
          }
        };
    try (Queue queue = queue(redis);
        Worker worker = worker(redis, 1)) {
      queue.addAll(Collections.nCopies(10, NewJob.of("n", "1")));
      worker.start();
      await().until(() -> troubles.stream().anyMatch(told -> told.contains("WRONGTYPE")));

      takeOutOfTheWay("bull:q:" + key, redis);

      await().atMost(Duration.ofSeconds(20)).until(() -> queue.counts().completed() == 10);
      assertThat(queue.counts().unfinished()).isZero();
    }
  }

  private static void putInTheWay(String key, TestRedis redis) {
    if (!Long.valueOf(0).equals(redis.call("EXISTS", key))) {
      redis.call("RENAME", key, "aside");
    }
    redis.call("SET", key, "no such thing");
  }

  private static void takeOutOfTheWay(String key, TestRedis redis) {
    redis.call("DEL", key);
    if (!Long.valueOf(0).equals(redis.call("EXISTS", "aside"))) {
      redis.call("RENAME", "aside", key);
    }
  }

  @Test
  void aStringWhereAJobShouldBeIsDroppedAndToldAndTheOthersRun(TestRedis redis) {
    redis.call("SET", "bull:q:foreign", "no job");
    redis.call("SET", "bull:q:late", "no job");
    try (Queue queue = queue(redis)) {
      queue.add("n", "1");
      redis.call("LPUSH", "bull:q:wait", "foreign");
      redis.call("ZADD", "bull:q:delayed", "4096", "late");
      String last = queue.add("n", "1");
      try (Worker worker = worker(redis).start()) {
        await().until(() -> queue.counts().completed() == 2);

        await().until(() -> troubles.size() >= 2);
        assertThat(troubles).anyMatch(told -> told.contains("bull:q:foreign is no hash"));
        assertThat(troubles).anyMatch(told -> told.contains("bull:q:late is no hash"));
        assertThat(queue.state(last)).isEqualTo(JobState.COMPLETED);
        assertThat(queue.counts().unfinished()).isZero();
        assertThat(redis.call("GET", "bull:q:foreign")).isEqualTo("no job");
      }
    }
  }

  @Test
  void aStringAmongTheActiveDoesNotStopTheSweepOfStalledJobs(TestRedis redis) {
    try (Queue queue = queue(redis)) {
      String id = queue.add("n", "1");
      redis.call("SET", "bull:q:foreign", "no job");
      redis.call("DEL", "bull:q:wait");
      redis.call("LPUSH", "bull:q:active", id, "foreign");
      try (Worker worker = worker(redis).start()) {
        await().until(() -> queue.state(id) == JobState.COMPLETED);
        await().until(() -> queue.counts().active() == 0);
        assertThat(handled).containsExactly(id);
      }
    }
  }

  @Test
  void whatIsReadUnderAForeignKeyIsToldWithTheKey(TestRedis redis) {
    redis.call("SET", "bull:q:7", "no job");
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"))) {
      assertThatThrownBy(() -> queue.job("7"))
          .hasMessageContaining("HGETALL bull:q:7 was refused by " + redis.uri())
          .hasMessageContaining("look with TYPE which");
    }
  }
}

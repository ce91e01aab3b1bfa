package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobState;
import dev.tidemill.job.NewJob;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Locks live by Redis's clock, due times by those of the processes. */
@ExtendWith(RedisExtension.class)
@Timeout(60)
class ClocksApartTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final Map<String, Integer> handled = new ConcurrentHashMap<>();

  private static InstantSource off(Duration by) {
    return () -> InstantSource.system().instant().plus(by);
  }

  private Worker worker(TestRedis redis, Duration off) {
    return Worker.of(
        WorkerOptions.builder(QueueOptions.of(redis.uri(), "q"))
            .concurrency(4)
            .lockDuration(Duration.ofSeconds(5))
            .stalled(Duration.ofMillis(20), 1)
            .clock(off(off))
            .build(),
        context -> {
          handled.merge(context.job().id(), 1, Integer::sum);
          return "1";
        });
  }

  @Test
  void workersTwoHoursApartTakeNoJobTwice(TestRedis redis) {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"));
        Worker ahead = worker(redis, HOUR).start();
        Worker behind = worker(redis, HOUR.negated()).start()) {
      queue.addAll(Collections.nCopies(2_000, NewJob.of("n", "1")));

      await().atMost(Duration.ofSeconds(30)).until(() -> queue.counts().completed() == 2_000);

      assertThat(handled).hasSize(2_000);
      assertThat(handled.values()).allMatch(times -> times == 1);
      assertThat(ahead.isRunning() && behind.isRunning()).isTrue();
    }
  }

  @Test
  void aDelayedJobIsDueByTheClockOfTheWorker(TestRedis redis) {
    JobOptions halfAnHour = JobOptions.builder().delay(Duration.ofMinutes(30)).build();
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"))) {
      String id = queue.add("n", "1", halfAnHour);
      try (Worker behind = worker(redis, HOUR.negated()).start()) {
        String now = queue.add("n", "1");
        await().until(() -> queue.state(now) == JobState.COMPLETED);
        assertThat(queue.state(id)).isEqualTo(JobState.DELAYED);
      }
      try (Worker ahead = worker(redis, HOUR).start()) {
        await().until(() -> queue.state(id) == JobState.COMPLETED);
      }
    }
  }
}

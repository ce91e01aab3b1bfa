package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.event.JobEnding;
import dev.tidemill.job.ActiveJob;
import dev.tidemill.job.JobState;
import dev.tidemill.job.Outcome;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisExtension.class)
@Timeout(60)
class ManualWorkerTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private static QueueOptions options(TestRedis redis) {
    return QueueOptions.of(redis.uri(), "q");
  }

  private static ManualWorker worker(TestRedis redis) {
    return ManualWorker.open(WorkerOptions.builder(options(redis)).name("hand").build());
  }

  private static ActiveJob taken(ManualWorker worker) throws InterruptedException {
    return Objects.requireNonNull(worker.take());
  }

  @Test
  void takesAJobWhenAskedAndSettlesItWhenTold(TestRedis redis) throws Exception {
    try (Queue queue = Queue.open(options(redis));
        ManualWorker worker = worker(redis)) {
      assertThat(worker.take()).isNull();
      String first = queue.add("n", "{}");
      String second = queue.add("n", "{}");

      ActiveJob one = taken(worker);
      ActiveJob two = taken(worker);

      assertThat(worker.take()).isNull();
      assertThat(one.job().id()).isEqualTo(first);
      assertThat(queue.state(second)).isEqualTo(JobState.ACTIVE);
      assertThat(redis.call("GET", "bull:q:" + first + ":lock")).isEqualTo(one.token());
      assertThat(worker.settle(one, new Outcome.Completed("1"))).isTrue();
      assertThat(worker.settle(two, Outcome.Failed.of(new IllegalStateException("no")))).isTrue();
      assertThat(worker.settle(one, new Outcome.Completed("2"))).isFalse();
      assertThat(queue.state(first)).isEqualTo(JobState.COMPLETED);
      assertThat(queue.state(second)).isEqualTo(JobState.FAILED);
    }
  }

  @Test
  void waitsForAJobNoLongerThanItIsTold(TestRedis redis) throws Exception {
    try (Queue queue = Queue.open(options(redis));
        ManualWorker worker = worker(redis)) {
      assertThat(worker.take(Duration.ofMillis(50))).isNull();
      FutureTask<ActiveJob> waiting =
          new FutureTask<>(() -> Objects.requireNonNull(worker.take(LONG)));
      Thread.ofVirtual().start(waiting);

      String id = queue.add("n", "{}");

      assertThat(waiting.get().job().id()).isEqualTo(id);
      assertThat(worker.settle(waiting.get(), new Outcome.HandedBack())).isTrue();
      assertThat(queue.state(id)).isEqualTo(JobState.WAITING);
    }
  }

  @Test
  void waitsNoLongerThanItIsToldForARedisThatIsAwayEither(TestRedis redis) throws Exception {
    try (Queue queue = Queue.open(options(redis));
        ManualWorker worker = worker(redis)) {
      assertThat(worker.take()).isNull();
      String id = queue.add("n", "{}");
      redis.freeze();
      try {
        assertThat(worker.take(Duration.ofMillis(100))).isNull();
      } finally {
        redis.thaw();
      }

      assertThat(Objects.requireNonNull(worker.take(LONG)).job().id()).isEqualTo(id);
    }
  }

  @Test
  void waitsForAsLongAsSomebodyLikesAreNoOptionsAndAreBounded(TestRedis redis) throws Exception {
    Duration ever = ChronoUnit.FOREVER.getDuration();
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"));
        QueueEvents events = QueueEvents.of(queue.options());
        ManualWorker worker = ManualWorker.open(WorkerOptions.builder(queue.options()).build())) {
      String id = queue.add("n", "1");

      ActiveJob job = Objects.requireNonNull(worker.take(ever));
      worker.settle(job, new Outcome.Completed("2"));

      assertThat(events.awaitFinished(id, ever)).isEqualTo(new JobEnding.Completed("2"));
      worker.close(ever);
    }
  }

  @Test
  void settlesAndKeepsAJobThatAnotherProcessTook(TestRedis redis) throws Exception {
    try (Queue queue = Queue.open(options(redis));
        ManualWorker taker = worker(redis);
        ManualWorker settler = worker(redis)) {
      String id = queue.add("n", "{}");
      String token = taken(taker).token();

      assertThat(settler.extendLock(id, token, Duration.ofHours(1))).isTrue();
      assertThat(settler.extendLock(id, "another", LONG)).isFalse();
      assertThat((Long) redis.call("PTTL", "bull:q:" + id + ":lock")).isGreaterThan(3_000_000);
      ActiveJob job = Objects.requireNonNull(settler.taken(id, token));

      assertThat(settler.settle(job, new Outcome.Completed("1"))).isTrue();
      assertThat(queue.state(id)).isEqualTo(JobState.COMPLETED);
    }
  }

  @Test
  void handsBackWhatItHoldsWhenItCloses(TestRedis redis) throws Exception {
    try (Queue queue = Queue.open(options(redis))) {
      String id = queue.add("n", "{}");
      try (ManualWorker worker = worker(redis)) {
        taken(worker);
      }

      await().until(() -> queue.state(id) == JobState.WAITING);
    }
  }
}

package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.event.WorkerEvent;
import dev.tidemill.job.Backoff;
import dev.tidemill.job.Job;
import dev.tidemill.job.JobCounts;
import dev.tidemill.job.JobHandler;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobState;
import dev.tidemill.job.Keep;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.RateLimit;
import dev.tidemill.job.UnrecoverableException;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisExtension.class)
@Timeout(60)
class WorkerTest {

  private static final JobHandler NOTHING = context -> "null";

  private static WorkerOptionsBuilder options(TestRedis redis) {
    return WorkerOptions.builder(QueueOptions.of(redis.uri(), "q"));
  }

  private static Queue queue(TestRedis redis) {
    return Queue.open(QueueOptions.of(redis.uri(), "q"));
  }

  private static Job stored(Queue queue, String id) {
    return Objects.requireNonNull(queue.job(id));
  }

  @Test
  void handlesEveryJobOnce(TestRedis redis) {
    Set<String> handled = ConcurrentHashMap.newKeySet();
    AtomicInteger times = new AtomicInteger();
    JobHandler handler =
        context -> {
          handled.add(context.job().data());
          times.incrementAndGet();
          return context.job().data();
        };
    try (Queue queue = queue(redis);
        Worker worker = Worker.of(options(redis).concurrency(20).build(), handler).start()) {
      List<NewJob> jobs =
          IntStream.range(0, 5000).mapToObj(n -> NewJob.of("n", Integer.toString(n))).toList();

      queue.addAll(jobs);
      await().until(() -> queue.counts().completed() == 5000);

      assertThat(handled).hasSize(5000);
      assertThat(times).hasValue(5000);
      assertThat(queue.counts()).isEqualTo(new JobCounts(0, 0, 0, 0, 0, 5000, 0));
    }
  }

  @Test
  void takesJobsInOrderAndThoseThatWaitBeforeThosePrioritized(TestRedis redis) {
    ConcurrentLinkedQueue<String> order = new ConcurrentLinkedQueue<>();
    JobHandler handler =
        context -> {
          order.add(context.job().name());
          return "null";
        };
    try (Queue queue = queue(redis)) {
      queue.add("low", "1", JobOptions.builder().priority(9).build());
      queue.add("high", "1", JobOptions.builder().priority(2).build());
      queue.add("first", "1");
      queue.add("second", "1");
      queue.add("at once", "1", JobOptions.builder().lifo(true).build());
      try (Worker worker = Worker.of(options(redis).build(), handler).start()) {
        await().until(() -> queue.counts().completed() == 5);
      }
    }

    assertThat(order).containsExactly("at once", "first", "second", "high", "low");
  }

  @Test
  void triesAFailedJobAgainAfterItsBackoffAndFailsItForGoodInTheEnd(TestRedis redis) {
    AtomicInteger attempts = new AtomicInteger();
    JobHandler handler =
        context -> {
          throw new IllegalStateException("attempt " + attempts.incrementAndGet());
        };
    ConcurrentLinkedQueue<Long> waits = new ConcurrentLinkedQueue<>();
    Worker worker = Worker.of(options(redis).build(), handler);
    worker.listener(
        event -> {
          if (event instanceof WorkerEvent.Retrying retrying) {
            waits.add(retrying.millis());
          }
        });
    try (Queue queue = queue(redis);
        worker) {
      worker.start();

      String id =
          queue.add(
              "n",
              "{}",
              JobOptions.builder()
                  .attempts(3)
                  .backoff(Backoff.exponential(Duration.ofMillis(50)))
                  .build());
      await().until(() -> queue.state(id) == JobState.FAILED);

      Job job = stored(queue, id);
      assertThat(job.failedReason()).isEqualTo("attempt 3");
      assertThat(job.attemptsMade()).isEqualTo(3);
      assertThat(waits).containsExactly(50L, 100L);
    }
  }

  @Test
  void doesNotTryAgainWhatCannotBeRecovered(TestRedis redis) {
    JobHandler handler =
        context -> {
          throw new UnrecoverableException("no use");
        };
    try (Queue queue = queue(redis);
        Worker worker = Worker.of(options(redis).build(), handler).start()) {
      String id = queue.add("n", "{}", JobOptions.builder().attempts(5).build());

      await().until(() -> queue.state(id) == JobState.FAILED);

      assertThat(stored(queue, id).attemptsMade()).isEqualTo(1);
    }
  }

  @Test
  void keepsOnlyTheNewestOfWhatIsToBeKept(TestRedis redis) {
    try (Queue queue = queue(redis);
        Worker worker =
            Worker.of(
                    options(redis).concurrency(5).removeOnComplete(Keep.newest(7)).build(), NOTHING)
                .start()) {
      queue.addAll(Collections.nCopies(100, NewJob.of("n", "{}")));
      String last =
          queue.add("n", "{}", JobOptions.builder().delay(Duration.ofMillis(300)).build());

      await().until(() -> queue.state(last) == JobState.COMPLETED);

      assertThat(queue.counts().completed()).isEqualTo(7);
      assertThat((List<?>) redis.call("KEYS", "bull:q:[0-9]*")).hasSize(7);
    }
  }

  @Test
  void startsNoMoreThanItsLimiterAllows(TestRedis redis) {
    RateLimit limit = new RateLimit(4, Duration.ofMinutes(5));
    AtomicInteger started = new AtomicInteger();
    JobHandler handler =
        context -> {
          started.incrementAndGet();
          return "null";
        };
    try (Queue queue = queue(redis);
        Worker worker =
            Worker.of(options(redis).concurrency(3).limiter(limit).build(), handler).start()) {
      queue.addAll(Collections.nCopies(20, NewJob.of("n", "{}")));

      await().until(() -> queue.counts().completed() == 4);
      await().during(Duration.ofMillis(300)).until(() -> started.get() == 4);

      assertThat(queue.counts().waiting()).isEqualTo(16);
    }
  }

  @Test
  void takesNothingWhileTheQueueIsPaused(TestRedis redis) {
    try (Queue queue = queue(redis);
        Worker worker = Worker.of(options(redis).build(), NOTHING).start()) {
      queue.pause();
      queue.add("n", "{}");

      await().during(Duration.ofMillis(300)).until(() -> queue.counts().waiting() == 1);
      queue.resume();

      await().until(() -> queue.counts().completed() == 1);
    }
  }

  @Test
  void losesNoLockAndSettlesOnWhileHandlersSpinOnEveryCore(TestRedis redis) {
    int spinners = 2 * Runtime.getRuntime().availableProcessors();
    Duration lock = Duration.ofMillis(1500);
    ConcurrentLinkedQueue<WorkerEvent> lost = new ConcurrentLinkedQueue<>();
    JobHandler handler =
        context -> {
          long end = System.nanoTime() + lock.multipliedBy(3).toNanos();
          long spins = 0;
          while (System.nanoTime() < end) {
            spins++;
          }
          return Long.toString(spins);
        };
    Worker worker =
        Worker.of(options(redis).concurrency(spinners).lockDuration(lock).build(), handler)
            .listener(
                event -> {
                  if (event instanceof WorkerEvent.LockLost
                      || event instanceof WorkerEvent.Stalled) {
                    lost.add(event);
                  }
                });
    try (Queue queue = queue(redis);
        worker) {
      worker.start();
      queue.addAll(Collections.nCopies(spinners, NewJob.of("n", "{}")));

      await().atMost(Duration.ofMinutes(1)).until(() -> queue.counts().completed() == spinners);

      assertThat(lost).isEmpty();
    }
  }

  @Test
  void runsAJobOfAWorkerThatFellSilentAgain(TestRedis redis) {
    try (Queue queue = queue(redis)) {
      String id = queue.add("n", "{}");
      redis.call("RPOPLPUSH", "bull:q:wait", "bull:q:active"); // claimed by somebody without a lock
      try (Worker worker =
          Worker.of(options(redis).stalled(Duration.ofMillis(100), 1).build(), NOTHING).start()) {
        await().until(() -> queue.state(id) == JobState.COMPLETED);
      }

      assertThat(stored(queue, id).stalledCount()).isEqualTo(1);
    }
  }

  @Test
  void letsARunningJobEndBeforeItCloses(TestRedis redis) throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    JobHandler handler =
        context -> {
          running.countDown();
          go.await();
          return "null";
        };
    try (Queue queue = queue(redis)) {
      Worker worker = Worker.of(options(redis).build(), handler).start();
      String id = queue.add("n", "{}");
      running.await();
      Thread closing = Thread.ofPlatform().start(worker::close);

      go.countDown();
      closing.join();

      assertThat(queue.state(id)).isEqualTo(JobState.COMPLETED);
    }
  }
}

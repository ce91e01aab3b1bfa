package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.event.WorkerEvent;
import dev.tidemill.job.JobCounts;
import dev.tidemill.job.JobHandler;
import dev.tidemill.job.NewJob;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisExtension.class)
@Timeout(60)
final class LoneSlotTest {

  private static final List<NewJob> JOBS = Collections.nCopies(300, NewJob.of("n", "1"));

  private final QueueOptions options;

  LoneSlotTest(TestRedis redis) {
    options = QueueOptions.of(redis.uri(), "q");
  }

  @Test
  void aWorkerOfOneJobAtOnceHearsFromRedisOnTheThreadOfItsHandler() {
    Set<Thread> handling = ConcurrentHashMap.newKeySet();
    Set<Thread> hearing = ConcurrentHashMap.newKeySet();
    JobHandler handler =
        context -> {
          handling.add(Thread.currentThread());
          return "null";
        };
    try (Queue queue = Queue.open(options);
        Worker worker = Worker.of(WorkerOptions.builder(options).build(), handler)) {
      worker.listener(
          event -> {
            if (event instanceof WorkerEvent.Completed) {
              hearing.add(Thread.currentThread());
            }
          });
      queue.addAll(JOBS);
      worker.start();
      await().until(() -> queue.counts().completed() == JOBS.size());

      assertThat(handling).hasSize(1).allMatch(hearing::contains);
    }
  }

  @Test
  void aSlotThatIsJoinedByOthersAndLeftAloneAgainLosesNoJob() {
    AtomicInteger handled = new AtomicInteger();
    try (Queue queue = Queue.open(options);
        Worker worker =
            Worker.of(
                WorkerOptions.builder(options).build(),
                context -> Integer.toString(handled.incrementAndGet()))) {
      worker.start();
      for (int round = 1; round <= 6; round++) {
        worker.concurrency(round % 2 == 0 ? 1 : 5);
        queue.addAll(JOBS);
        int all = round * JOBS.size();
        worker.concurrency(round % 2 == 0 ? 5 : 1);
        await().until(() -> queue.counts().completed() == all);
      }

      assertThat(handled).hasValue(6 * JOBS.size());
      assertThat(queue.counts()).isEqualTo(new JobCounts(0, 0, 0, 0, 0, 6L * JOBS.size(), 0));
    }
  }

  @Test
  void aListenerMayCloseTheWorkerOnThatThread() {
    try (Queue queue = Queue.open(options);
        Worker worker = Worker.of(WorkerOptions.builder(options).build(), context -> "null")) {
      AtomicInteger heard = new AtomicInteger();
      CountDownLatch closed = new CountDownLatch(1);
      worker.listener(
          event -> {
            if (event instanceof WorkerEvent.Completed && heard.incrementAndGet() == 100) {
              worker.close(Duration.ZERO);
              closed.countDown();
            }
          });
      queue.addAll(JOBS);

      worker.start();

      await().until(() -> closed.getCount() == 0);
      assertThat(worker.isRunning()).isFalse();
    }
  }
}

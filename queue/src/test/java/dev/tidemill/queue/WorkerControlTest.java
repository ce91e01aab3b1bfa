package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.event.WorkerEvent;
import dev.tidemill.job.JobHandler;
import dev.tidemill.job.NewJob;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisExtension.class)
@Timeout(60)
class WorkerControlTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final Semaphore go = new Semaphore(0);
  private final AtomicInteger running = new AtomicInteger();
  private final ConcurrentLinkedQueue<String> ended = new ConcurrentLinkedQueue<>();
  private final JobHandler held =
      context -> {
        running.incrementAndGet();
        try {
          go.acquire();
          return "null";
        } finally {
          running.decrementAndGet();
        }
      };

  private static WorkerOptionsBuilder options(TestRedis redis) {
    return WorkerOptions.builder(QueueOptions.of(redis.uri(), "q"));
  }

  private static Queue filled(TestRedis redis, int jobs) {
    Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"));
    queue.addAll(Collections.nCopies(jobs, NewJob.of("n", "{}")));
    return queue;
  }

  @Test
  void runsMoreOrFewerAtOnceWhenItIsTold(TestRedis redis) {
    try (Queue queue = filled(redis, 10);
        Worker worker = Worker.of(options(redis).build(), held).start()) {
      await().until(() -> running.get() == 1);
      worker.concurrency(4);
      await().until(() -> running.get() == 4);

      worker.concurrency(2);
      go.release(2);
      await().until(() -> queue.counts().completed() == 2);

      await().during(Duration.ofMillis(200)).until(() -> running.get() == 2);
      go.release(8);
      await().until(() -> queue.counts().completed() == 10);
    }
  }

  @Test
  void takesNothingWhilePausedAndSaysWhenItIsIdle(TestRedis redis) throws Exception {
    try (Queue queue = filled(redis, 5);
        Worker worker = Worker.of(options(redis).concurrency(2).build(), held).start()) {
      await().until(() -> running.get() == 2);
      worker.pause();
      assertThat(worker.awaitPaused(Duration.ofMillis(50))).isFalse();

      go.release(5);

      assertThat(worker.awaitPaused(LONG)).isTrue();
      assertThat(queue.counts().completed()).isEqualTo(2);
      assertThat(queue.counts().active()).isZero();
      worker.resume();
      await().until(() -> queue.counts().completed() == 5);
    }
  }

  @Test
  void startsPausedWhenItWasPausedBefore(TestRedis redis) {
    go.release(1);
    try (Queue queue = filled(redis, 1);
        Worker worker = Worker.of(options(redis).build(), held).pause().start()) {
      await().during(Duration.ofMillis(200)).until(() -> queue.counts().waiting() == 1);

      worker.resume();

      await().until(() -> queue.counts().completed() == 1);
    }
  }

  @Test
  void tellsAHandlerToStopAndInterruptsItOnlyWhenAsked(TestRedis redis) {
    JobHandler heeding =
        context -> {
          Semaphore stop = new Semaphore(0);
          context.whenCancelled(stop::release);
          running.incrementAndGet();
          try {
            stop.acquire();
            ended.add(context.cancelReason() + " " + context.isLost());
            go.acquire();
          } catch (InterruptedException e) {
            ended.add("interrupted");
          }
          throw new IllegalStateException("stopped");
        };
    try (Queue queue = filled(redis, 2);
        Worker worker = Worker.of(options(redis).concurrency(2).build(), heeding).start()) {
      await().until(() -> running.get() == 2);
      assertThat(worker.running().ids()).containsExactlyInAnyOrder("1", "2");

      assertThat(worker.running().cancel("1", "too slow")).isTrue();
      assertThat(worker.running().cancel("1", "again")).isFalse();
      assertThat(worker.running().cancel("7", "unknown")).isFalse();
      await().untilAsserted(() -> assertThat(ended).containsExactly("too slow false"));
      assertThat(worker.running().interruptAll("all of you")).isEqualTo(1);

      await().until(() -> queue.counts().failed() == 2);
      assertThat(ended).contains("interrupted");
    }
  }

  @Test
  void tellsWhatItDoes(TestRedis redis) throws Exception {
    ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
    go.release(1);
    try (Queue queue = filled(redis, 1)) {
      Worker worker = Worker.of(options(redis).build(), held);
      worker.listener(
          event -> {
            throw new AssertionError("a listener's own fault");
          });
      worker.listener(event -> told.add(event.getClass().getSimpleName())).start();
      await().until(() -> told.contains("Drained"));
      worker.pause();
      worker.awaitPaused(LONG);
      worker.resume();
      worker.close();

      assertThat(told)
          .containsExactly(
              "Active", "Completed", "Drained", "Paused", "Resumed", "Closing", "Closed");
    }
  }

  @Test
  void closesWhateverItIsToldToWait(TestRedis redis) {
    ConcurrentLinkedQueue<WorkerEvent> told = new ConcurrentLinkedQueue<>();
    Worker worker = Worker.of(options(redis).build(), held).listener(told::add).start();

    worker.close(ChronoUnit.FOREVER.getDuration());

    assertThat(told).hasAtLeastOneElementOfType(WorkerEvent.Closed.class);
  }

  @Test
  void aListenerMayCloseItWhileAJobRuns(TestRedis redis) {
    ConcurrentLinkedQueue<WorkerEvent> told = new ConcurrentLinkedQueue<>();
    CountDownLatch both = new CountDownLatch(2);
    JobHandler first =
        context -> {
          both.countDown();
          both.await();
          String result = context.job().id().equals("1") ? "null" : held.handle(context);
          context.updateProgress("100"); // by a connection that is closed last
          return result;
        };
    try (Queue queue = filled(redis, 2)) {
      Worker worker = Worker.of(options(redis).concurrency(2).build(), first);
      CountDownLatch closed = new CountDownLatch(1);
      worker.listener(
          event -> {
            if (event instanceof WorkerEvent.Completed) {
              worker.close();
              closed.countDown();
            }
          });
      worker.listener(told::add).start();

      await().until(() -> closed.getCount() == 0);
      await().until(() -> running.get() == 1);
      go.release();

      await().until(() -> told.stream().anyMatch(WorkerEvent.Closed.class::isInstance));
      assertThat(queue.counts().completed()).isEqualTo(2);
      assertThat(worker.isRunning()).isFalse();
    }
  }

  @Test
  void looksForJobsThatNobodyAnnouncedAfterItsDrainDelay(TestRedis redis) {
    go.release(1);
    try (Queue queue = filled(redis, 0);
        Worker worker =
            Worker.of(options(redis).drainDelay(Duration.ofMillis(100)).build(), held).start()) {
      redis.call("HSET", "bull:q:x", "name", "n", "data", "{}", "opts", "{}");
      redis.call("LPUSH", "bull:q:wait", "x");

      await().atMost(Duration.ofSeconds(3)).until(() -> queue.counts().completed() == 1);
    }
  }

  @Test
  void losesItsLockWhenItIsNotToRenewIt(TestRedis redis) {
    ConcurrentLinkedQueue<WorkerEvent> told = new ConcurrentLinkedQueue<>();
    try (Queue queue = filled(redis, 1);
        Worker worker =
            Worker.of(
                    options(redis)
                        .name("mill")
                        .lockDuration(Duration.ofMillis(200))
                        .renewLocks(false)
                        .checkStalled(false)
                        .build(),
                    held)
                .listener(told::add)
                .start()) {
      await().until(() -> running.get() == 1);
      await().until(() -> Long.valueOf(0).equals(redis.call("EXISTS", "bull:q:1:lock")));
      go.release(1);

      await().until(() -> told.stream().anyMatch(WorkerEvent.LockLost.class::isInstance));
      assertThat(queue.counts().active()).isEqualTo(1);
      assertThat(redis.call("EXISTS", "bull:q:stalled-check")).isEqualTo(0L);
      assertThat((String) redis.call("CLIENT", "LIST")).contains(" name=bull:cQ==:w:mill ");
      assertThat(List.copyOf(worker.running().ids())).isEmpty();
    }
  }

  @Test
  void runsHandlersOnAnExecutorOfTheUsersAndInterruptsThemThere(TestRedis redis) {
    JobHandler handler =
        context -> {
          ended.add(Thread.currentThread().getName());
          return held.handle(context);
        };
    try (ExecutorService own =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("mine").factory());
        Queue queue = filled(redis, 2);
        Worker worker = Worker.of(options(redis).executor(own).build(), handler).start()) {
      go.release();
      await().until(() -> queue.counts().completed() == 1 && running.get() == 1);

      worker.close(Duration.ZERO);

      await().until(() -> running.get() == 0);
      assertThat(ended).containsExactly("mine", "mine");
      assertThat(queue.counts().waiting()).isEqualTo(1);
    }
  }

  @Test
  void tellsHowFarItsHandlersAre(TestRedis redis) {
    JobHandler telling =
        context -> {
          context.updateProgress("50");
          return "null";
        };
    try (Queue queue = filled(redis, 1);
        Worker worker = Worker.of(options(redis).build(), telling)) {
      worker.listener(
          event -> {
            if (event instanceof WorkerEvent.Progress progress) {
              ended.add(progress.job().id() + " " + progress.progress());
            }
          });
      worker.start();
      await().until(() -> queue.counts().completed() == 1);

      assertThat(ended).containsExactly("1 50");
    }
  }
}

package dev.tidemill.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidemill.job.DelayedException;
import dev.tidemill.job.JobContext;
import dev.tidemill.job.JobHandler;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobState;
import dev.tidemill.job.RateLimitedException;
import dev.tidemill.job.UnrecoverableException;
import dev.tidemill.queue.OutcomeUnknown;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import dev.tidemill.testkit.Proxy;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The examples of {@code docs/guide/delivery.md}. */
@ExtendWith(RedisExtension.class)
@Timeout(60)
class DeliveryTest {

  // region again
  static String addOnce(Queue queue, String name, String data, String id) {
    JobOptions named = JobOptions.builder().id(id).build();
    try {
      return queue.add(name, data, named);
    } catch (OutcomeUnknown lost) {
      return queue.add(name, data, named); // does nothing if the first one was stored
    }
  }

  // endregion

  @Test
  void anAddWithAnIdMayBeRepeated(TestRedis redis) {
    try (Proxy proxy = Proxy.to(redis);
        Queue queue = Queue.open(QueueOptions.of(proxy.uri(redis.uri()), "orders"))) {
      queue.add("pay", "{}");
      proxy.cutAfterReplyBytes(1);

      String id = addOnce(queue, "pay", "{}", "order-1");

      assertThat(id).isEqualTo("order-1");
      assertThat(queue.counts().waiting()).isEqualTo(2);
    }
  }

  // region steps
  static String handle(JobContext context) throws Exception {
    switch (context.job().name()) {
      case "not-yet" -> throw new DelayedException(Duration.ofMinutes(5)); // counts no attempt
      case "too-many" -> throw new RateLimitedException(Duration.ofSeconds(30)); // nothing starts
      case "never" -> throw new UnrecoverableException("there is no such customer");
      default -> {
        for (int page = 0; page < 100 && !context.isCancelled(); page++) {
          context.updateProgress(Integer.toString(page));
        }
      }
    }
    return "null";
  }

  // endregion

  @Test
  void aHandlerSaysHowAnAttemptEnds(TestRedis redis) {
    QueueOptions orders = QueueOptions.of(redis.uri(), "orders");
    JobHandler handler = DeliveryTest::handle;
    try (Queue queue = Queue.open(orders);
        Worker worker = Worker.of(WorkerOptions.builder(orders).build(), handler)) {
      String plain = queue.add("plain", "{}");
      String never = queue.add("never", "{}", JobOptions.builder().attempts(5).build());
      String later = queue.add("not-yet", "{}");
      String limited = queue.add("too-many", "{}");
      worker.start();
      await().until(() -> queue.state(plain) == JobState.COMPLETED);
      await().until(() -> queue.state(never) == JobState.FAILED);
      await().until(() -> queue.state(later) == JobState.DELAYED);
      await().until(() -> redis.call("GET", "bull:orders:limiter") != null);
      await().until(() -> queue.state(limited) == JobState.WAITING);
      assertThat(Objects.requireNonNull(queue.job(plain)).fields()).containsEntry("progress", "99");
    }
  }

  @Test
  void closingWithADeadlineHandsBack(TestRedis redis) {
    QueueOptions orders = QueueOptions.of(redis.uri(), "orders");
    Semaphore started = new Semaphore(0);
    JobHandler slow =
        context -> {
          started.release();
          new Semaphore(0).acquire();
          return "null";
        };
    try (Queue queue = Queue.open(orders)) {
      String id = queue.add("slow", "{}");
      Worker worker = Worker.of(WorkerOptions.builder(orders).build(), slow).start();
      started.acquireUninterruptibly();
      // region close
      worker.close(Duration.ofSeconds(1)); // what has not ended by then is handed back
      // endregion
      assertThat(queue.state(id)).isEqualTo(JobState.WAITING);
    }
  }

  @Test
  void aTokenFencesWhatAHandlerWrites(TestRedis redis) {
    AtomicInteger calls = new AtomicInteger();
    QueueOptions orders = QueueOptions.of(redis.uri(), "orders");
    JobHandler handler =
        context -> {
          // region lost
          context.whenCancelled(() -> calls.incrementAndGet()); // stop what runs elsewhere
          if (context.isLost()) {
            return "null"; // somebody else has the job: nothing of this counts
          }
          // endregion
          return "\"" + context.token() + "\"";
        };
    try (Queue queue = Queue.open(orders);
        Worker worker = Worker.of(WorkerOptions.builder(orders).build(), handler).start()) {
      String id = queue.add("n", "{}");
      await().until(() -> queue.state(id) == JobState.COMPLETED);
      assertThat(calls).hasValue(0);
      assertThatThrownBy(() -> queue.handle(id).promote()).hasMessageContaining("not DELAYED");
    }
  }
}

package dev.tidemill.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.event.QueueEvent;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobState;
import dev.tidemill.job.Keep;
import dev.tidemill.job.RateLimit;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueEvents;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.QueueSettings;
import dev.tidemill.queue.Upkeep;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The examples of {@code docs/guide/operating.md}. */
@ExtendWith(RedisExtension.class)
@Timeout(60)
class OperatingTest {

  @Test
  void settingsOfAQueue(TestRedis server) {
    String redis = server.uri();
    // region settings
    QueueOptions orders =
        new QueueOptions(RedisUri.parse(redis), "{shop}", "orders")
            .with(
                QueueSettings.defaults()
                    .maxLenEvents(50_000)
                    .jobDefaults(
                        JobOptions.builder()
                            .removeOnComplete(Keep.newest(1_000))
                            .removeOnFail(Keep.youngerThan(Duration.ofDays(7)))
                            .build()));
    // endregion
    try (Queue queue = Queue.open(orders)) {
      queue.add("n", "{}");
      assertThat(queue.jobs().meta().maxLenEvents()).isEqualTo(50_000);
      assertThat(server.call("EXISTS", "{shop}:orders:1")).isEqualTo(1L);
    }
  }

  @Test
  void limitsOfAQueue(TestRedis redis) {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "orders"))) {
      // region limits
      queue.limits().concurrency(100); // active at once, over all workers
      queue.limits().rateLimit(new RateLimit(10, Duration.ofSeconds(1)));
      queue.pause(); // nothing more is taken, by any client
      queue.resume();
      // endregion
      assertThat(queue.limits().concurrency()).hasValue(100);
      assertThat(queue.isPaused()).isFalse();
    }
  }

  @Test
  void cleaningUp(TestRedis redis) {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "orders"))) {
      queue.add("n", "{}");
      // region upkeep
      Upkeep upkeep = queue.upkeep();
      List<String> gone = upkeep.clean(JobState.COMPLETED, Duration.ofDays(1));
      upkeep.retryFailed(); // all that failed goes in line again
      upkeep.promoteAll(); // all that is delayed is due now
      upkeep.drain(); // removes what waits
      upkeep.obliterate(); // removes the queue
      // endregion
      assertThat(gone).isEmpty();
      assertThat(queue.counts().unfinished()).isZero();
    }
  }

  @Test
  void figures(TestRedis redis) {
    QueueOptions orders = QueueOptions.of(redis.uri(), "orders");
    try (Queue queue = Queue.open(orders);
        // region metrics
        Worker worker =
            Worker.of(
                WorkerOptions.builder(orders).name("mill-7").metrics(1440).build(),
                context -> "null")) {
      // endregion
      worker.start();
      queue.add("n", "{}");
      await().until(() -> queue.counts().completed() == 1);
      // region figures
      String text = queue.figures().prometheus(Map.of("shop", "berlin"));
      long completed = queue.figures().completed().count();
      int workers = queue.figures().workers().size();
      // endregion
      assertThat(text).contains("shop=\"berlin\"");
      assertThat(completed).isEqualTo(1);
      assertThat(workers).isEqualTo(1);
    }
  }

  @Test
  void events(TestRedis redis) {
    QueueOptions orders = QueueOptions.of(redis.uri(), "orders");
    List<String> heard = new CopyOnWriteArrayList<>();
    try (Queue queue = Queue.open(orders);
        // region events
        QueueEvents events =
            QueueEvents.of(orders)
                .listener(
                    event -> {
                      if (event instanceof QueueEvent.Added added) {
                        heard.add(added.jobId());
                      }
                    })
                .start()) {
      // endregion
      events.listening().toCompletableFuture().join();
      queue.add("n", "{}");
      await().until(() -> heard.contains("1"));
    }
  }
}

package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.event.JobEnding;
import dev.tidemill.job.JobHandler;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.Keep;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisExtension.class)
@Timeout(60)
class AwaitFinishedTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final JobHandler HANDLER =
      context -> {
        if (context.job().name().equals("bad")) {
          throw new IllegalStateException("it broke");
        }
        return "{\"n\":1}";
      };

  private static QueueOptions options(TestRedis redis) {
    return QueueOptions.of(redis.uri(), "q");
  }

  private static Worker worker(TestRedis redis) {
    return Worker.of(WorkerOptions.builder(options(redis)).concurrency(4).build(), HANDLER);
  }

  @Test
  void tellsHowAJobEndedWhetherItEndsLaterOrHadEnded(TestRedis redis) {
    try (Queue queue = Queue.open(options(redis));
        Worker worker = worker(redis).start()) {
      String good = queue.add("good", "{}");
      String bad = queue.add("bad", "{}");
      try (QueueEvents events = QueueEvents.of(options(redis))) {
        assertThat(events.awaitFinished(good, LONG))
            .isEqualTo(new JobEnding.Completed("{\"n\":1}"));
        assertThat(events.awaitFinished(bad, LONG)).isEqualTo(new JobEnding.Failed("it broke"));
      }
      try (QueueEvents events = QueueEvents.of(options(redis)).start()) {
        assertThat(events.awaitFinished(good, LONG))
            .isEqualTo(new JobEnding.Completed("{\"n\":1}"));
        assertThat(events.awaitFinished("none", LONG)).isEqualTo(new JobEnding.Gone());
      }
    }
  }

  @Test
  void hearsOfAJobThatLeavesNothingBehind(TestRedis redis) {
    JobOptions leavesNothing = JobOptions.builder().removeOnComplete(Keep.none()).build();
    try (Queue queue = Queue.open(options(redis));
        QueueEvents events = QueueEvents.of(options(redis))) {
      List<CompletableFuture<JobEnding>> endings = new ArrayList<>();
      for (int n = 0; n < 100; n++) {
        String id = queue.add("good", "{}", leavesNothing);
        endings.add(events.whenFinished(id).toCompletableFuture());
      }
      assertThatThrownBy(() -> events.awaitFinished("1", Duration.ofMillis(50)))
          .isInstanceOf(StillOpen.class);
      try (Worker worker = worker(redis).start()) {
        assertThat(endings)
            .allSatisfy(
                ending ->
                    assertThat(ending.join()).isEqualTo(new JobEnding.Completed("{\"n\":1}")));
      }
    }
  }

  @Test
  void waitsNoLongerThanItIsToldNorThanItIsOpen(TestRedis redis) {
    try (Queue queue = Queue.open(options(redis))) {
      String id = queue.add("n", "{}");
      QueueEvents events = QueueEvents.of(options(redis));
      assertThatThrownBy(() -> events.awaitFinished(id, Duration.ofMillis(50)))
          .isInstanceOf(StillOpen.class)
          .hasMessageContaining("Job 1 of bull:q has not ended within PT0.05S");
      CompletableFuture<JobEnding> waiting = events.whenFinished(id).toCompletableFuture();

      events.close();

      assertThatThrownBy(waiting::join).isInstanceOf(CancellationException.class);
      assertThat(events.whenFinished(id)).isCancelled();
    }
  }
}

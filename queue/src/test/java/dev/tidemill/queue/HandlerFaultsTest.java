package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.job.Backoff;
import dev.tidemill.job.BackoffStrategy;
import dev.tidemill.job.DelayedException;
import dev.tidemill.job.Job;
import dev.tidemill.job.JobHandler;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobState;
import dev.tidemill.job.RateLimitedException;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a handler does wrong is its job's trouble, never the worker's. */
@ExtendWith(RedisExtension.class)
@Timeout(60)
class HandlerFaultsTest {

  private static WorkerOptionsBuilder options(TestRedis redis) {
    return WorkerOptions.builder(QueueOptions.of(redis.uri(), "q"));
  }

  private static Queue queue(TestRedis redis) {
    return Queue.open(QueueOptions.of(redis.uri(), "q"));
  }

  private static long endless(long depth) {
    return depth < 0 ? 0 : endless(depth + 1) + 1;
  }

  @Test
  void anErrorFailsItsJobAndTheNextOneRuns(TestRedis redis) {
    JobHandler handler =
        context ->
            switch (context.job().name()) {
              case "error" -> throw new NoClassDefFoundError("gone/Missing");
              case "overflow" -> Long.toString(endless(0));
              case "memory" -> throw new OutOfMemoryError("as if");
              default -> "null";
            };
    try (Queue queue = queue(redis);
        Worker worker = Worker.of(options(redis).build(), handler).start()) {
      String error = queue.add("error", "{}");
      String overflow = queue.add("overflow", "{}");
      String memory = queue.add("memory", "{}");
      String good = queue.add("good", "{}");

      await().until(() -> queue.state(good) == JobState.COMPLETED);

      assertThat(reason(queue, error)).isEqualTo("gone/Missing");
      assertThat(reason(queue, overflow)).isEqualTo("java.lang.StackOverflowError");
      assertThat(reason(queue, memory)).isEqualTo("as if");
    }
  }

  @Test
  void aFailureThatCannotBeToldFailsItsJobAndTheNextOneRuns(TestRedis redis) {
    JobHandler handler =
        context ->
            switch (context.job().name()) {
              case "delay" -> throw new DelayedException(Duration.ofMillis(-1));
              case "limit" -> throw new RateLimitedException(Duration.ZERO);
              case "for ever" -> throw new DelayedException(ChronoUnit.FOREVER.getDuration());
              case "words" -> throw new Speechless();
              case "backoff" -> throw new IllegalStateException("no luck");
              default -> "null";
            };
    BackoffStrategy broken =
        failed -> {
          throw new NoClassDefFoundError("gone/Backoff");
        };
    JobOptions own =
        JobOptions.builder()
            .attempts(2)
            .backoff(new Backoff("own", Duration.ofSeconds(1), 0))
            .build();
    try (Queue queue = queue(redis);
        Worker worker = Worker.of(options(redis).backoff(broken).build(), handler).start()) {
      List<String> reasons =
          Stream.of("delay", "limit", "for ever", "words")
              .map(name -> queue.add(name, "{}"))
              .toList();
      String backoff = queue.add("backoff", "{}", own);
      String good = queue.add("good", "{}");

      await().until(() -> queue.state(good) == JobState.COMPLETED);

      assertThat(reasons.stream().map(id -> reason(queue, id)))
          .satisfiesExactly(
              delay -> assertThat(delay).startsWith("delay is PT-0.001S"),
              limit -> assertThat(limit).startsWith("rate limit is PT0S"),
              forEver -> assertThat(forEver).endsWith("give at most 36500 days"),
              words -> assertThat(words).contains(Speechless.class.getName()));
      assertThat(reason(queue, backoff)).startsWith("no luck").contains("gone/Backoff");
    }
  }

  /** One that fails again when it is asked what happened. */
  private static final class Speechless extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new UnsupportedOperationException("no words");
    }
  }

  private static String reason(Queue queue, String id) {
    Job job = Objects.requireNonNull(queue.job(id));
    return String.valueOf(job.failedReason());
  }

  @Test
  @SuppressWarnings("NullAway") // a user's code may not have been checked
  void aNullIsAResultOfNothing(TestRedis redis) {
    try (Queue queue = queue(redis);
        Worker worker = Worker.of(options(redis).build(), context -> null).start()) {
      String id = queue.add("n", "{}");

      await().until(() -> queue.state(id) == JobState.COMPLETED);

      assertThat(Objects.requireNonNull(queue.job(id)).returnValue()).isEqualTo("null");
    }
  }

  @Test
  void oneThatNeverReturnsAndHeedsNothingHoldsNeitherItsJobNorTheClosing(TestRedis redis) {
    CountDownLatch running = new CountDownLatch(1);
    Semaphore release = new Semaphore(0);
    CountDownLatch ended = new CountDownLatch(1);
    JobHandler stubborn =
        context -> {
          running.countDown();
          release.acquireUninterruptibly();
          ended.countDown();
          return "\"too late\"";
        };
    try (Queue queue = queue(redis)) {
      String id = queue.add("n", "{}");
      Worker worker = Worker.of(options(redis).build(), stubborn).start();
      await().until(() -> running.getCount() == 0);
      worker.running().interruptAll("stop at once");
      await().during(Duration.ofMillis(100)).until(() -> queue.state(id) == JobState.ACTIVE);

      worker.close(Duration.ofMillis(100));

      assertThat(queue.state(id)).isEqualTo(JobState.WAITING);
      release.release();
      await().until(() -> ended.getCount() == 0);
      try (Worker other = Worker.of(options(redis).build(), context -> "1").start()) {
        await().until(() -> queue.state(id) == JobState.COMPLETED);
      }
      assertThat(Objects.requireNonNull(queue.job(id)).returnValue()).isEqualTo("1");
    }
  }
}

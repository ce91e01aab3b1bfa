package dev.tidemill.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.codec.JacksonCodec;
import dev.tidemill.event.JobEnding;
import dev.tidemill.event.WorkerEvent;
import dev.tidemill.job.Backoff;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobState;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueEvents;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.TypedQueue;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The examples of {@code docs/guide/start.md}. */
@ExtendWith(RedisExtension.class)
@Timeout(60)
class StartTest {

  private final List<String> sent = new CopyOnWriteArrayList<>();

  private String send(String to) {
    sent.add(to);
    return to;
  }

  @Test
  void aJobIsAddedAndDone(TestRedis server) {
    String redis = server.uri();
    // region first
    QueueOptions mail = QueueOptions.of(redis, "mail"); // such as redis://127.0.0.1:6379

    try (Queue queue = Queue.open(mail);
        QueueEvents events = QueueEvents.of(mail).start();
        Worker worker =
            Worker.of(
                WorkerOptions.builder(mail).concurrency(20).build(),
                context -> {
                  send(context.job().data());
                  return "\"sent\""; // the result, as JSON
                })) {
      worker.start();

      String id = queue.add("welcome", "{\"to\":\"ada@example.org\"}");

      JobEnding end = events.awaitFinished(id, Duration.ofSeconds(10));
      // endregion
      assertThat(end).isEqualTo(new JobEnding.Completed("\"sent\""));
      assertThat(sent).containsExactly("{\"to\":\"ada@example.org\"}");
    }
  }

  @Test
  void optionsSayWhenAndHowOften(TestRedis redis) {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "mail"))) {
      // region options
      String later =
          queue.add(
              "reminder",
              "{\"to\":\"ada@example.org\"}",
              JobOptions.builder()
                  .delay(Duration.ofHours(24))
                  .attempts(5)
                  .backoff(Backoff.exponential(Duration.ofSeconds(1)))
                  .build());
      // endregion
      assertThat(queue.state(later)).isEqualTo(JobState.DELAYED);
    }
  }

  // region types
  record Mail(String to, String subject) {}

  // endregion

  @Test
  void payloadsMayBeValues(TestRedis server) {
    QueueOptions mail = QueueOptions.of(server.uri(), "mail");
    // region typed
    JacksonCodec<Mail> mails = JacksonCodec.of(Mail.class);
    JacksonCodec<String> texts = JacksonCodec.of(String.class);

    try (Queue queue = Queue.open(mail);
        Worker worker =
            Worker.typed(
                WorkerOptions.builder(mail).build(),
                mails,
                texts,
                (letter, context) -> send(letter.to()))) {
      worker.start();

      TypedQueue<Mail> outbox = queue.typed(mails);
      outbox.add("welcome", new Mail("ada@example.org", "Hello"));
      // endregion
      await().until(() -> sent.contains("ada@example.org"));
    }
  }

  @Test
  void aThreadNeedNotWait(TestRedis redis) throws Exception {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "mail"))) {
      // region async
      CompletionStage<String> id = queue.addAsync("welcome", "{\"to\":\"ada@example.org\"}");
      // endregion
      assertThat(id.toCompletableFuture().get()).isEqualTo("1");
    }
  }

  @Test
  void aWorkerTellsWhatGoesWrong(TestRedis redis) {
    List<String> log = new CopyOnWriteArrayList<>();
    QueueOptions mail = QueueOptions.of(redis.uri(), "mail");
    try (Queue queue = Queue.open(mail);
        Worker worker =
            Worker.of(
                WorkerOptions.builder(mail).build(),
                context -> {
                  throw new IllegalStateException("no such address");
                })) {
      // region listener
      worker.listener(
          event -> {
            switch (event) {
              case WorkerEvent.Failed failed -> log.add(failed.job().id() + ": " + failed.reason());
              case WorkerEvent.Trouble trouble -> log.add(trouble.what() + ": " + trouble.cause());
              default -> {}
            }
          });
      // endregion
      worker.start();
      queue.add("welcome", "{}");
      await().until(() -> log.contains("1: no such address"));
    }
  }
}

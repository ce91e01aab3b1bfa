package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.codec.Codec;
import dev.tidemill.event.JobEnding;
import dev.tidemill.job.ActiveJob;
import dev.tidemill.job.FlowJob;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.Outcome;
import dev.tidemill.job.Schedule;
import dev.tidemill.testkit.KeyDump;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payloads, results, progress: text that is no JSON goes nowhere, and JSON is left as it is. */
@ExtendWith(RedisExtension.class)
@Timeout(60)
class JsonTextTest {

  @ParameterizedTest
  @ValueSource(strings = {"hello", "50%", "", "{\"a\":}", "[1,2", "NaN", "\"a\"b\"", "\"\\\""})
  void textThatIsNoJsonIsRefusedBeforeAnythingOfItsCallIsStored(String text, TestRedis redis) {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"));
        FlowProducer flows = FlowProducer.open(redis.uri())) {
      JobHandle job = queue.handle(queue.add("first", "1"));
      NewJob good = NewJob.of("n", "1");
      NewJob bad = NewJob.of("n", text);
      FlowJob child = FlowJob.of("q", "child", text);
      var before = KeyDump.of(redis.uri(), "bull:");

      Stream.<Callable<?>>of(
              () -> queue.add("n", text),
              () -> queue.addAll(List.of(good, bad)),
              () -> joined(queue.addAsync("n", text)),
              () -> joined(queue.addAllAsync(List.of(good, bad))),
              () -> flows.add(FlowJob.of("q", "parent", "1").waitingFor(child)),
              () ->
                  queue.schedulers().upsert("s", Schedule.every(Duration.ofHours(1)).build(), bad),
              () -> queue.typed(Codec.json()).add("n", text),
              () -> updated(() -> job.updateData(text)),
              () -> updated(() -> job.updateProgress(text)))
          .forEach(
              call ->
                  assertThatThrownBy(call::call)
                      .hasMessageContaining("is no JSON: '" + text + "'")
                      .hasMessageContaining("Give JSON text"));

      assertThat(KeyDump.of(redis.uri(), "bull:")).isEqualTo(before);
    }
  }

  private static Object joined(CompletionStage<?> stage) throws Exception {
    return stage.toCompletableFuture().get();
  }

  private static Object updated(Runnable update) {
    update.run();
    return "";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {" {\"a\" : [1, -2.5e+9, null, true, \"\\u20ac\"]} ", "\"x\"", "0", "null"})
  void jsonOfAnyKindIsStoredAsItWasWritten(String text, TestRedis redis) {
    String deep = "[".repeat(5_000) + "]".repeat(5_000);
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"))) {
      String id = queue.add("n", text);
      String other = queue.add("n", deep);

      assertThat(redis.call("HGET", "bull:q:" + id, "data")).isEqualTo(text);
      assertThat(redis.call("HGET", "bull:q:" + other, "data")).isEqualTo(deep);
    }
  }

  @Test
  void aResultThatIsNoJsonFailsItsJobForGood(TestRedis redis) throws Exception {
    QueueOptions options = QueueOptions.of(redis.uri(), "q");
    JobOptions thrice = JobOptions.builder().attempts(3).build();
    try (Queue queue = Queue.open(options);
        QueueEvents events = QueueEvents.of(options);
        Worker worker = Worker.of(WorkerOptions.builder(options).build(), context -> "done")) {
      String id = queue.add("n", "1", thrice);
      worker.start();

      assertThat(events.awaitFinished(id, Duration.ofSeconds(30)))
          .isEqualTo(
              new JobEnding.Failed(
                  "The result of job 'n' (id 1) of bull:q is lost: it is no JSON: 'done'."
                      + " Answer JSON text: a text of words goes in quotes"));
    }
    try (Queue queue = Queue.open(options);
        ManualWorker worker = ManualWorker.open(WorkerOptions.builder(options).build())) {
      queue.add("n", "1");
      ActiveJob job = Objects.requireNonNull(worker.take());
      Outcome done = new Outcome.Completed("done");

      assertThatThrownBy(() -> worker.settle(job, done)).hasMessageContaining("is no JSON: 'done'");
      assertThatThrownBy(() -> joined(worker.settleAsync(job, done)))
          .hasMessageContaining("is no JSON: 'done'");
      assertThat(worker.settle(job, Outcome.Completed.NOTHING)).isTrue();
    }
  }
}

package dev.tidemill.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidemill.job.DelayedException;
import dev.tidemill.job.JobHandler;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.TraceContext;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.QueueSettings;
import dev.tidemill.queue.TracedHandler;
import dev.tidemill.queue.TracedQueue;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(RedisExtension.class)
@Timeout(60)
class OpenTelemetryTest {

  @RegisterExtension
  static final OpenTelemetryExtension TELEMETRY = OpenTelemetryExtension.create();

  private static final JobHandler HANDLER =
      context -> {
        if (context.job().name().equals("bad")) {
          throw new IllegalStateException("it broke");
        }
        return "\"" + Span.current().getSpanContext().getSpanId() + "\"";
      };

  private static QueueOptions options(TestRedis redis) {
    return QueueOptions.of(redis.uri(), "q");
  }

  private static Worker worker(TestRedis redis) {
    return Worker.of(
            WorkerOptions.builder(options(redis)).build(),
            TracedHandler.of(options(redis), HANDLER, Spans.of(TELEMETRY.getOpenTelemetry())))
        .listener(Figures.of(TELEMETRY.getOpenTelemetry(), options(redis)));
  }

  private static SpanData span(String name) {
    return TELEMETRY.getSpans().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not among " + TELEMETRY.getSpans()));
  }

  @Test
  void tiesTheSpanOfAJobToTheOneUnderWhichItWasAdded(TestRedis redis) {
    try (Queue queue = Queue.open(options(redis));
        Worker worker = worker(redis).start()) {
      TracedQueue traced = TracedQueue.of(queue, Spans.of(TELEMETRY.getOpenTelemetry()));

      String id = traced.add("good", "{}");
      await().until(() -> queue.counts().completed() == 1);
      await().until(() -> TELEMETRY.getSpans().size() == 2);

      SpanData add = span("add q.good");
      SpanData process = span("process q");
      assertThat(add.getKind()).isEqualTo(SpanKind.PRODUCER);
      assertThat(process.getKind()).isEqualTo(SpanKind.CONSUMER);
      assertThat(process.getTraceId()).isEqualTo(add.getTraceId());
      assertThat(process.getParentSpanId()).isEqualTo(add.getSpanId());
      assertThat(redis.call("HGET", "bull:q:" + id, "returnvalue"))
          .isEqualTo("\"" + process.getSpanId() + "\"");
      assertThat(process.getAttributes().asMap())
          .anySatisfy((key, value) -> assertThat(key.getKey() + value).isEqualTo("bullmq.job.id1"));
    }
  }

  @Test
  void leavesTheTextOfAJobThatBringsItsOwnAndOfOneThatWantsNone(TestRedis redis) {
    String own = "{\"traceparent\":\"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\"}";
    try (Queue queue = Queue.open(options(redis))) {
      TracedQueue traced = TracedQueue.of(queue, Spans.of(TELEMETRY.getOpenTelemetry()));

      List<String> ids =
          traced.addAll(
              List.of(
                  new NewJob("n", "{}", tied(new TraceContext(own, false))),
                  new NewJob("n", "{}", tied(new TraceContext(null, true))),
                  NewJob.of("n", "{}")));
      assertThat((String) redis.call("HGET", "bull:q:" + ids.get(0), "opts"))
          .contains("b7ad6b7169203331");
      assertThat((String) redis.call("HGET", "bull:q:" + ids.get(1), "opts"))
          .doesNotContain("traceparent");
      assertThat((String) redis.call("HGET", "bull:q:" + ids.get(2), "opts"))
          .contains(span("addBulk q").getTraceId());
    }
  }

  private static JobOptions tied(TraceContext trace) {
    return JobOptions.builder().trace(trace).build();
  }

  @Test
  void tellsFailuresAndCounts(TestRedis redis) {
    try (Queue queue = Queue.open(options(redis));
        Worker worker = worker(redis).start()) {
      queue.add("bad", "{}");
      queue.add("good", "{}");
      await().until(() -> queue.counts().unfinished() == 0);
      await().until(() -> TELEMETRY.getSpans().size() == 2);
    }

    assertThat(TELEMETRY.getSpans())
        .anySatisfy(
            span ->
                assertThat(span.getStatus())
                    .isEqualTo(StatusData.create(StatusCode.ERROR, "it broke")));
    assertThat(counts("bullmq.jobs.completed"))
        .singleElement()
        .isEqualTo("1 {bullmq.job.name=\"good\", bullmq.queue.name=\"q\"}");
    assertThat(counts("bullmq.jobs.failed"))
        .singleElement()
        .isEqualTo("1 {bullmq.job.name=\"bad\", bullmq.queue.name=\"q\"}");
    assertThat(metric("bullmq.job.duration").getUnit()).isEqualTo("ms");
    assertThat(metric("bullmq.job.duration").getHistogramData().getPoints())
        .hasSize(2)
        .allSatisfy(point -> assertThat(point.getCount()).isEqualTo(1))
        .allSatisfy(point -> assertThat(point.getSum()).isBetween(0.0, 60_000.0));
  }

  private static List<String> counts(String name) {
    return metric(name).getLongSumData().getPoints().stream()
        .map(point -> point.getValue() + " " + point.getAttributes())
        .toList();
  }

  private static MetricData metric(String name) {
    return TELEMETRY.getMetrics().stream()
        .filter(metric -> metric.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void addsWithTheQueuesOwnDefaultsForJobs(TestRedis redis) {
    JobOptions thrice = JobOptions.builder().attempts(3).build();
    QueueOptions own = options(redis).with(QueueSettings.defaults().jobDefaults(thrice));
    try (Queue queue = Queue.open(own)) {
      TracedQueue traced = TracedQueue.of(queue, Spans.of(TELEMETRY.getOpenTelemetry()));

      String id = traced.add("n", "{}");

      assertThat((String) redis.call("HGET", "bull:q:" + id, "opts")).contains("\"attempts\":3");
    }
  }

  @Test
  void tracesAddsThatNobodyWaitsForUntilTheyAreStored(TestRedis redis) {
    try (Queue queue = Queue.open(options(redis))) {
      TracedQueue traced = TracedQueue.of(queue, Spans.of(TELEMETRY.getOpenTelemetry()));

      CompletionStage<String> one = traced.addAsync("n", "{}");
      CompletionStage<List<String>> two = traced.addAllAsync(List.of(NewJob.of("m", "{}")));
      CompletionStage<String> bad = traced.addAsync("bad", "no JSON");
      Span after = Span.current();

      String id = one.toCompletableFuture().join();
      String other = two.toCompletableFuture().join().getFirst();
      assertThatThrownBy(() -> bad.toCompletableFuture().get()).hasMessageContaining("no JSON");
      assertThat(after.getSpanContext().isValid()).isFalse();
      assertThat((String) redis.call("HGET", "bull:q:" + id, "opts"))
          .contains(span("add q.n").getSpanId());
      assertThat((String) redis.call("HGET", "bull:q:" + other, "opts"))
          .contains(span("addBulk q").getSpanId());
      assertThat(span("add q.n").getAttributes().asMap())
          .containsEntry(AttributeKey.stringKey("bullmq.job.id"), id);
      assertThat(span("add q.bad").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }
  }

  @Test
  void doesNotTakeAJobThatComesBackLaterForAFailure(TestRedis redis) {
    JobHandler later =
        context -> {
          throw new DelayedException(Duration.ofHours(1));
        };
    try (Queue queue = Queue.open(options(redis));
        Worker worker =
            Worker.of(
                WorkerOptions.builder(options(redis)).build(),
                TracedHandler.of(options(redis), later, Spans.of(TELEMETRY.getOpenTelemetry())))) {
      worker.start();
      queue.add("n", "{}");
      await().until(() -> queue.counts().delayed() == 1);

      assertThat(span("process q").getStatus()).isEqualTo(StatusData.unset());
      assertThat(span("process q").getEvents()).isEmpty();
    }
  }
}

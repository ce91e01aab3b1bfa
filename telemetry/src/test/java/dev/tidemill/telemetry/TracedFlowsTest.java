package dev.tidemill.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.job.AddedFlow;
import dev.tidemill.job.FlowJob;
import dev.tidemill.job.NextRun;
import dev.tidemill.job.Schedule;
import dev.tidemill.queue.FlowProducer;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.TracedFlows;
import dev.tidemill.queue.TracedSchedulers;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(RedisExtension.class)
class TracedFlowsTest {

  @RegisterExtension
  static final OpenTelemetryExtension TELEMETRY = OpenTelemetryExtension.create();

  private static final AttributeKey<String> NAME = AttributeKey.stringKey("bullmq.job.name");
  private static final AttributeKey<String> ID = AttributeKey.stringKey("bullmq.job.id");
  private static final FlowJob TREE =
      FlowJob.of("q", "top", "1")
          .waitingFor(
              FlowJob.of("q", "left", "1").waitingFor(FlowJob.of("q", "leaf", "1")),
              FlowJob.of("q", "right", "1"));

  private static SpanData named(String name) {
    return TELEMETRY.getSpans().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static SpanData ofJob(String job) {
    return TELEMETRY.getSpans().stream()
        .filter(span -> job.equals(span.getAttributes().get(NAME)))
        .findFirst()
        .orElseThrow();
  }

  private static String options(TestRedis redis, String id) {
    return String.valueOf(redis.call("HGET", "bull:q:" + id, "opts"));
  }

  @Test
  void eachJobOfAFlowIsTiedToASpanWithinThatOfItsParent(TestRedis redis) {
    try (FlowProducer flows = FlowProducer.open(redis.uri())) {
      AddedFlow added = TracedFlows.of(flows, Spans.of(TELEMETRY.getOpenTelemetry())).add(TREE);

      SpanData call = named("addFlow q");
      assertThat(call.getAttributes().get(AttributeKey.stringKey("bullmq.flow.name")))
          .isEqualTo("top");
      assertThat(ofJob("top").getParentSpanId()).isEqualTo(call.getSpanId());
      assertThat(ofJob("left").getParentSpanId()).isEqualTo(ofJob("top").getSpanId());
      assertThat(ofJob("leaf").getParentSpanId()).isEqualTo(ofJob("left").getSpanId());
      assertThat(ofJob("right").getParentSpanId()).isEqualTo(ofJob("top").getSpanId());
      AddedFlow left = added.children().getFirst();
      for (AddedFlow each : List.of(added, left, left.children().getFirst())) {
        SpanData span = ofJob(String.valueOf(redis.call("HGET", "bull:q:" + each.id(), "name")));
        assertThat(span.getName()).isEqualTo("addNode q");
        assertThat(span.getAttributes().get(ID)).isEqualTo(each.id());
        assertThat(options(redis, each.id())).contains(span.getSpanId());
      }
      assertThat(TELEMETRY.getSpans()).hasSize(5).allMatch(SpanData::hasEnded);
      assertThat(Span.current().getSpanContext().isValid()).isFalse();
    }
  }

  @Test
  void flowsThatAreRefusedEndTheirSpansAndTellIt(TestRedis redis) {
    FlowJob odd = FlowJob.of("q", "odd", "no JSON");
    try (FlowProducer flows = FlowProducer.open(redis.uri())) {
      TracedFlows traced = TracedFlows.of(flows, Spans.of(TELEMETRY.getOpenTelemetry()));

      assertThatThrownBy(() -> traced.addBulk(List.of(TREE, TREE.waitingFor(odd))))
          .hasMessageContaining("no JSON");

      assertThat(named("addBulkFlows").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
      assertThat(TELEMETRY.getSpans()).hasSize(7).allMatch(SpanData::hasEnded);
      assertThat(Span.current().getSpanContext().isValid()).isFalse();
    }
  }

  @Test
  void theFirstJobOfASchedulerIsTiedToTheSpanUnderWhichItWasPutIn(TestRedis redis) {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"))) {
      NextRun run =
          TracedSchedulers.of(queue, Spans.of(TELEMETRY.getOpenTelemetry()))
              .upsert("hourly", Schedule.every(Duration.ofHours(1)).build());

      SpanData span = named("add q.hourly");
      String id = Objects.requireNonNull(run).jobId();
      assertThat(span.getAttributes().get(AttributeKey.stringKey("bullmq.job.scheduler.id")))
          .isEqualTo("hourly");
      assertThat(span.getAttributes().get(ID)).isEqualTo(id);
      assertThat(options(redis, id)).contains(span.getSpanId());
      assertThat(options(redis, "repeat:hourly")).doesNotContain("tm");
    }
  }
}

package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.job.ChildFailure;
import dev.tidemill.job.FlowJob;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobState;
import dev.tidemill.queue.FlowProducer;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Flows of one side worked off by the other's workers. */
@ExtendWith(NodeExtension.class)
final class FlowsBothWaysTest {

  private final NodePeer node;
  private final QueueOptions options;
  private final Queue queue;
  private final FlowProducer flows;

  FlowsBothWaysTest(TestRedis redis, NodePeer node, TestInfo info) {
    this.node = node;
    String prefix = "flows-" + info.getTestMethod().orElseThrow().getName();
    options = new QueueOptions(RedisUri.parse(redis.uri()), prefix, "jobs");
    queue = Queue.open(options);
    flows = FlowProducer.open(options.redis(), prefix);
  }

  @AfterEach
  void close() {
    queue.close();
    flows.close();
    node.call("close", Map.of("prefix", options.prefix()));
  }

  private JsonNode node(String what, Map<String, ?> arguments) {
    Map<String, Object> request = new HashMap<>(arguments);
    request.put("prefix", options.prefix());
    request.put("queue", options.name());
    request.put("now", null);
    return node.call(what, request);
  }

  private static FlowJob job(String name, FlowJob... children) {
    return FlowJob.of("jobs", name, "{\"return\":\"" + name + "\"}").waitingFor(children);
  }

  private static FlowJob failing(ChildFailure onFailure) {
    return FlowJob.of("jobs", "bad", "{\"unrecoverable\":\"no\"}")
        .with(JobOptions.builder().onFailure(onFailure).build());
  }

  @Test
  void nodeWorksOffAFlowOfOurs() {
    String top =
        flows.add(job("top", job("a", job("a1")), job("b"), failing(ChildFailure.IGNORED))).id();

    JsonNode ended = node("work", Map.of("count", 5));

    assertThat(ended.valueStream().map(job -> job.get("name").asString()).toList())
        .containsExactlyInAnyOrder("a1", "a", "b", "bad", "top")
        .endsWith("top");
    assertThat(queue.state(top)).isEqualTo(JobState.COMPLETED);
    assertThat(node("job", Map.of("job", top, "method", "getChildrenValues")).valueStream())
        .extracting(JsonNode::asString)
        .containsExactlyInAnyOrder("a", "b");
    assertThat(
            node("job", Map.of("job", top, "method", "getIgnoredChildrenFailures")).valueStream())
        .extracting(JsonNode::asString)
        .containsExactly("no");
  }

  @Test
  void aParentOfOursFailsWithItsChildUnderNode() {
    String top = flows.add(job("top", failing(ChildFailure.PARENT_FAILS))).id();

    node("work", Map.of("count", 2));

    assertThat(queue.state(top)).isEqualTo(JobState.FAILED);
    assertThat(Objects.requireNonNull(queue.job(top)).failedReason())
        .startsWith("child " + options.prefix() + ":jobs:")
        .endsWith(" failed");
  }

  @Test
  void tidemillWorksOffAFlowOfNodes() {
    FlowJob tree = job("top", job("a", job("a1")), job("b"), job("c"));
    String top = node("flow", Map.of("tree", NodeFlow.of(tree))).asString();

    try (Worker worker =
        Worker.of(
            WorkerOptions.builder(options).concurrency(3).build(),
            context -> "\"" + context.job().name() + "\"")) {
      worker.start();
      await().atMost(Duration.ofSeconds(30)).until(() -> queue.state(top) == JobState.COMPLETED);
    }

    assertThat(queue.counts().completed()).isEqualTo(5);
    assertThat(node("job", Map.of("job", top, "method", "getChildrenValues")).valueStream())
        .extracting(JsonNode::asString)
        .containsExactlyInAnyOrder("a", "b", "c");
  }
}

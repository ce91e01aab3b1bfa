package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidemill.interop.NodePeer.Refused;
import dev.tidemill.job.ChildKind;
import dev.tidemill.job.JobState;
import dev.tidemill.queue.JobMissing;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.redis.Reply;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Where what is done to one job comes out better than with BullMQ, with what either side does. */
@ExtendWith(NodeExtension.class)
final class VerbDifferencesTest {

  private final NodePeer node;
  private final RedisConnection redis;
  private final String nodes;
  private final String ours;
  private final QueueOptions options;
  private final Queue queue;

  VerbDifferencesTest(TestRedis server, NodePeer node, TestInfo info) {
    String name = info.getTestMethod().orElseThrow().getName();
    this.node = node;
    this.redis = new RedisConnection(RedisUri.parse(server.uri()), "");
    this.nodes = "node-" + name;
    this.ours = "ours-" + name;
    this.options = new QueueOptions(RedisUri.parse(server.uri()), ours, "q");
    this.queue = Queue.open(options);
  }

  @AfterEach
  void close() {
    queue.close();
    redis.close();
    node.call("close", Map.of("prefix", nodes));
    node.call("close", Map.of("prefix", ours));
  }

  private JsonNode call(String prefix, String duty, Map<String, ?> more) {
    Map<String, Object> request = new HashMap<>(more);
    request.put("prefix", prefix);
    request.put("queue", "q");
    request.put("now", null);
    return node.call(duty, request);
  }

  private JsonNode byNode(String id, String method, Object... arguments) {
    return call(nodes, "verb", Map.of("job", id, "method", method, "args", List.of(arguments)));
  }

  private List<String> waiting(String prefix) {
    return redis.call("LRANGE", prefix + ":q:wait", "0", "-1").list().stream()
        .map(Reply::text)
        .toList();
  }

  @Test
  void aRemovedChildWhoseIdHasThreePartsStaysInLineWithNodeOnly() {
    Map<String, Object> child =
        Map.of("name", "n", "queueName", "q", "data", 1, "opts", Map.of("jobId", "a:b:c"));
    Map<String, Object> parent =
        Map.of(
            "name",
            "n",
            "queueName",
            "q",
            "data",
            1,
            "opts",
            Map.of("jobId", "p"),
            "children",
            List.of(child));
    call(nodes, "flow", Map.of("tree", parent));
    call(ours, "flow", Map.of("tree", parent));

    byNode("p", "remove");
    queue.handle("p").remove();

    assertThat(waiting(nodes)).containsExactly("a:b:c");
    assertThat(waiting(ours)).isEmpty();
  }

  @Test
  void aBackoffThatNobodyKnowsLeavesItsJobActiveWithNodeAndFailsItWithTidemill() {
    Map<String, Object> job =
        Map.of(
            "name",
            "n",
            "data",
            1,
            "opts",
            Map.of("attempts", 3, "backoff", Map.of("type", "mine", "delay", 5)));
    call(nodes, "add", job);
    call(ours, "add", job);

    call(nodes, "claim", Map.of("token", "t"));
    assertThatThrownBy(
            () -> call(nodes, "fail", Map.of("token", "t", "reason", "no", "stack", "no")))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("mine");
    try (Worker worker =
        Worker.of(
            WorkerOptions.builder(options).build(),
            context -> {
              throw new IllegalStateException("no");
            })) {
      worker.start();
      await().atMost(Duration.ofSeconds(30)).until(() -> queue.state("1") == JobState.FAILED);
    }

    JsonNode state = call(nodes, "queue", Map.of("method", "getJobState", "args", List.of("1")));
    assertThat(state.asString()).isEqualTo("active");
    assertThat(String.valueOf(queue.handle("1").job())).contains("backoff type 'mine'");
  }

  @Test
  void aJobThatIsGoneIsNotDelayedForNodeAndMissingForTidemill() {
    assertThatThrownBy(() -> byNode("gone", "promote")).hasMessageContaining("not in the delayed");
    assertThatThrownBy(() -> queue.handle("gone").promote()).isInstanceOf(JobMissing.class);
  }

  @Test
  void aJobWithoutAParentIsAnErrorForNodeAndLeavesNoneWithTidemill() {
    call(nodes, "add", Map.of("name", "n", "data", 1));
    String id = queue.add("n", "1");

    assertThatThrownBy(() -> byNode("1", "removeChildDependency"))
        .hasMessageContaining("Missing key for parent job");
    assertThat(queue.handle(id).removeChildDependency()).isFalse();
  }

  @Test
  void theSecondPageOfFailedChildrenIsEmptyWithNode() {
    for (String prefix : List.of(nodes, ours)) {
      redis.call("HSET", prefix + ":q:p", "name", "n");
      redis.call("ZADD", prefix + ":q:p:unsuccessful", "1", "one", "2", "two");
    }

    JsonNode its =
        byNode("p", "getDependencies", Map.of("failed", Map.of("cursor", 1, "count", 1)));

    assertThat(its.get("failed")).isEmpty();
    assertThat(queue.handle("p").children().scan(ChildKind.FAILED, 1, 1).children())
        .containsOnlyKeys("two");
  }
}

package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.job.Backoff;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobState;
import dev.tidemill.job.NewJob;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** BullMQ's version 5 on the other side: what a fleet that is slow to move has. */
@ExtendWith(NodeExtension.class)
final class Version5Test {

  private final NodePeer node;
  private final QueueOptions options;
  private final Queue queue;

  Version5Test(TestRedis redis, NodePeers nodes, TestInfo info) {
    node = nodes.of(Release.V5_81_5);
    String prefix = "five-" + info.getTestMethod().orElseThrow().getName();
    options = new QueueOptions(RedisUri.parse(redis.uri()), prefix, "jobs");
    queue = Queue.open(options);
  }

  @AfterEach
  void close() {
    queue.close();
    node.call("close", Map.of("prefix", options.prefix()));
  }

  private JsonNode node(String what, Map<String, ?> arguments) {
    Map<String, Object> request = new TreeMap<>(arguments);
    request.put("prefix", options.prefix());
    request.put("queue", options.name());
    return node.call(what, request);
  }

  @Test
  void tidemillFillsAndVersion5Drains() {
    JobOptions twice =
        JobOptions.builder().attempts(2).backoff(Backoff.fixed(Duration.ofMillis(20))).build();
    queue.addAll(
        List.of(
            NewJob.of("plain", "{\"n\":1}"),
            new NewJob(
                "late", "{\"n\":2}", JobOptions.builder().delay(Duration.ofMillis(50)).build()),
            new NewJob("urgent", "{\"n\":3}", JobOptions.builder().priority(2).build()),
            new NewJob("shaky", "{\"throw\":\"x\",\"throwUntil\":1}", twice),
            new NewJob("bad", "{\"throw\":\"x\"}", twice)));

    assertThat(node("work", Map.of("count", 5))).hasSize(5);
    assertThat(queue.counts().completed()).isEqualTo(4);
    assertThat(queue.counts().failed()).isEqualTo(1);
  }

  @Test
  void version5FillsAndTidemillDrains() {
    node(
        "addBulk",
        Map.of(
            "jobs",
            List.of(
                Map.of("name", "plain", "data", Map.of("n", 1)),
                Map.of("name", "late", "data", "x", "opts", Map.of("delay", 50)),
                Map.of("name", "urgent", "data", "x", "opts", Map.of("priority", 2)))));

    try (Worker worker =
        Worker.of(WorkerOptions.builder(options).build(), context -> "null").start()) {
      await().atMost(Duration.ofSeconds(30)).until(() -> queue.counts().completed() == 3);
    }
    assertThat(node("queue", Map.of("method", "getJobCounts")).get("completed").asInt())
        .isEqualTo(3);
  }

  @Test
  void whatVersion5HasParkedComesHomeWhenTidemillResumes() {
    node("queue", Map.of("method", "pause"));
    node("add", Map.of("name", "plain", "data", "x"));
    assertThat(queue.counts().waiting()).isEqualTo(1);
    assertThat(queue.isPaused()).isTrue();

    queue.resume();

    assertThat(queue.ids(JobState.WAITING, 0, 9)).containsExactly("1");
    assertThat(node("work", Map.of("count", 1))).hasSize(1);
  }
}

package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.job.JobScheduler;
import dev.tidemill.job.JobState;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.Schedule;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.WorkerOptions;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A scheduler put in by one client, its jobs worked off by the other, the clock running. */
@ExtendWith(NodeExtension.class)
final class SchedulersBothWaysTest {

  private static final int RUNS = 6;
  private static final NewJob TICK = NewJob.of("tick", "{\"return\":7}");

  private final NodePeer node;
  private final QueueOptions options;
  private final Queue queue;
  private final JavaWorks java;

  SchedulersBothWaysTest(TestRedis redis, NodePeer node, TestInfo info) {
    this.node = node;
    String prefix = "ticks-" + info.getTestMethod().orElseThrow().getName();
    options = new QueueOptions(RedisUri.parse(redis.uri()), prefix, "jobs");
    queue = Queue.open(options);
    java = new JavaWorks(queue);
  }

  @AfterEach
  void close() {
    java.close();
    queue.close();
    node.call("close", Map.of("prefix", options.prefix()));
  }

  private JsonNode node(String what, Map<String, ?> arguments) {
    Map<String, Object> request = new HashMap<>(arguments);
    request.put("prefix", options.prefix());
    request.put("queue", options.name());
    request.put("now", null);
    return node.call(what, request);
  }

  private void upsertByNode(Map<String, ?> repeat) {
    Map<String, ?> template = Map.of("name", "tick", "data", Map.of("return", 7));
    node("queue", Map.of("method", "upsertJobScheduler", "args", List.of("s", repeat, template)));
  }

  private static Schedule everyTenth() {
    return Schedule.every(Duration.ofMillis(100)).limit(RUNS).build();
  }

  private void assertAllHaveRunOnce() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(queue.counts().completed()).isEqualTo(RUNS));
    List<String> ids = queue.ids(JobState.COMPLETED, 0, -1);
    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.startsWith("repeat:s:"));
    JobScheduler scheduler = Objects.requireNonNull(queue.schedulers().get("s"));
    assertThat(scheduler.iterations()).isEqualTo(RUNS);
    assertThat(queue.counts().delayed() + queue.counts().waiting()).isZero();
  }

  @Test
  void nodePutsInAndJavaWorks() {
    upsertByNode(Map.of("every", 100, "limit", RUNS));

    java.start(WorkerOptions.builder(options).build());

    assertAllHaveRunOnce();
    assertThat(java.handled()).hasSize(RUNS).containsOnly("tick");
  }

  @Test
  void nodePutsAPatternInAndJavaWorks() {
    upsertByNode(Map.of("pattern", "* * * * * *", "limit", RUNS, "tz", "Asia/Tokyo"));

    java.start(WorkerOptions.builder(options).build());

    assertAllHaveRunOnce();
  }

  @Test
  void javaPutsInAndNodeWorks() {
    queue.schedulers().upsert("s", everyTenth(), TICK);

    assertThat(node("work", Map.of("count", RUNS))).hasSize(RUNS);

    assertAllHaveRunOnce();
  }

  @Test
  void bothWorkTogether() {
    queue.schedulers().upsert("s", everyTenth(), TICK);
    java.start(WorkerOptions.builder(options).concurrency(3).build());

    CompletableFuture<Void> other =
        CompletableFuture.runAsync(
            () -> {
              try {
                node("work", Map.of("count", RUNS, "within", 2_000));
              } catch (NodePeer.Refused tooFew) {
                // Java has had some of them.
              }
            });

    assertAllHaveRunOnce();
    other.join();
  }
}

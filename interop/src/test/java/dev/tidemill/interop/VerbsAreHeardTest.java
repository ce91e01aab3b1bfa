package dev.tidemill.interop;

import static org.awaitility.Awaitility.await;

import dev.tidemill.job.DelayedException;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.RetryOptions;
import dev.tidemill.queue.JobHandle;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import dev.tidemill.redis.RedisUri;
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

/** BullMQ's QueueEvents hear what Tidemill does to single jobs, in the order in which it does. */
@ExtendWith(NodeExtension.class)
final class VerbsAreHeardTest {

  private final NodePeer node;
  private final String prefix;
  private final QueueOptions options;
  private final Queue queue;

  VerbsAreHeardTest(TestRedis redis, NodePeer node, TestInfo info) {
    this.node = node;
    this.prefix = "heard-" + info.getTestMethod().orElseThrow().getName();
    this.options = new QueueOptions(RedisUri.parse(redis.uri()), prefix, "q");
    this.queue = Queue.open(options);
    Map<String, Object> request = new HashMap<>();
    request.put("prefix", prefix);
    request.put("queue", "q");
    request.put("now", null);
    node.call("listen", request);
  }

  @AfterEach
  void close() {
    queue.close();
    node.call("close", Map.of("prefix", prefix));
  }

  private List<String> heard() {
    return node.events(prefix).stream().map(VerbsAreHeardTest::told).toList();
  }

  private static String told(JsonNode event) {
    JsonNode args = event.get("args");
    String more = args.path("prev").asString("") + args.path("data").toString();
    return (event.get("name").asString() + " " + args.path("jobId").asString("") + " " + more)
        .strip();
  }

  private void awaitHeard(String... events) {
    await().atMost(Duration.ofSeconds(30)).until(() -> heard().equals(List.of(events)));
  }

  @Test
  void whatIsDoneToAJobThatWaits() {
    JobOptions later = JobOptions.builder().delay(Duration.ofHours(1)).build();
    JobHandle job = queue.handle(queue.add("n", "1", later));

    job.updateProgress("{\"done\":[1,\"x\"]}");
    job.changeDelay(Duration.ofHours(2));
    job.promote();
    job.remove();

    awaitHeard(
        "added 1",
        "delayed 1",
        "progress 1 {\"done\":[1,\"x\"]}",
        "delayed 1",
        "waiting 1 delayed",
        "removed 1 wait");
  }

  @Test
  void stepsOfAHandlerAndAJobThatIsDoneAgain() {
    JobHandle job = queue.handle(queue.add("n", "1"));

    try (Worker worker =
        Worker.of(
            WorkerOptions.builder(options).build(),
            context -> {
              if (context.job().attemptsStarted() == 1) {
                context.updateProgress("50");
                throw new DelayedException(Duration.ofMillis(50));
              }
              return "null";
            })) {
      worker.start();
      await().atMost(Duration.ofSeconds(30)).until(() -> queue.counts().completed() == 1);
    }
    job.retry(RetryOptions.completed());

    awaitHeard(
        "added 1",
        "waiting 1",
        "active 1 waiting",
        "progress 1 50",
        "delayed 1",
        "waiting 1 delayed",
        "active 1 waiting",
        "completed 1 active",
        "drained",
        "waiting 1 completed");
  }
}

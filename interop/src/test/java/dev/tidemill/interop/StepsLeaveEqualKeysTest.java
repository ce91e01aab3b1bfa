package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.job.DelayedException;
import dev.tidemill.job.JobContext;
import dev.tidemill.job.RateLimit;
import dev.tidemill.job.RateLimitedException;
import dev.tidemill.job.UnrecoverableException;
import dev.tidemill.job.WaitingException;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whole workers, BullMQ's and ours, with a job whose handler goes on in steps: apart from times and
 * stack traces the keys are equal.
 */
@ExtendWith(NodeExtension.class)
final class StepsLeaveEqualKeysTest {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final TestRedis redis;
  private final NodePeer node;

  StepsLeaveEqualKeysTest(TestRedis redis, NodePeer node) {
    this.redis = redis;
    this.node = node;
  }

  private Map<String, Object> request(String prefix, Map<String, ?> more) {
    Map<String, Object> request = new HashMap<>(more);
    request.put("prefix", prefix);
    request.put("queue", "q");
    request.put("now", null);
    request.put("worker", Map.of("limiter", Map.of("max", 100, "duration", 60_000)));
    return request;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delay end",
        "wait end",
        "children end",
        "limit end",
        "wait give up",
        "delay wait limit children wait delay end"
      })
  void nodesWorkerAndOursAgree(String steps) {
    String name = "-" + steps.replace(' ', '-');
    List<String> plan = List.of(steps.replace("give up", "give_up").split(" "));
    int jobs = steps.contains("children") ? 2 : 1;
    Map<String, Object> job =
        Map.of(
            "name",
            "job",
            "data",
            Map.of("steps", plan.stream().map(step -> step.replace('_', ' ')).toList()),
            "opts",
            Map.of("attempts", 3));
    node.call("add", request("node" + name, job));
    node.call("add", request("ours" + name, job));

    node.call("steps", request("node" + name, Map.of("count", jobs)));
    work("ours" + name, jobs);

    try (RedisConnection connection = new RedisConnection(RedisUri.parse(redis.uri()), "")) {
      assertThat(
              QueueDump.differences(
                  WorkersLeaveEqualKeysTest.timeless(QueueDump.of(connection, "node" + name)),
                  WorkersLeaveEqualKeysTest.timeless(QueueDump.of(connection, "ours" + name)),
                  "Node.js",
                  "Tidemill"))
          .isEmpty();
    } finally {
      node.call("close", Map.of("prefix", "node" + name));
      node.call("close", Map.of("prefix", "ours" + name));
    }
  }

  private void work(String prefix, int jobs) {
    QueueOptions options = new QueueOptions(RedisUri.parse(redis.uri()), prefix, "q");
    WorkerOptions how =
        WorkerOptions.builder(options).limiter(new RateLimit(100, Duration.ofMinutes(1))).build();
    try (Queue queue = Queue.open(options);
        Worker worker = Worker.of(how, context -> follow(context, prefix))) {
      worker.start();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> queue.counts().completed() + queue.counts().failed() == jobs);
    }
  }

  private String follow(JobContext context, String prefix) {
    List<String> steps = new ArrayList<>();
    JSON.readTree(context.job().data()).get("steps").forEach(step -> steps.add(step.asString()));
    String step = steps.removeFirst();
    context.updateData(JSON.writeValueAsString(Map.of("steps", steps)));
    context.log("now " + step);
    switch (step) {
      case "delay" -> throw new DelayedException(Duration.ofMillis(100));
      case "wait" -> throw new WaitingException();
      case "children" -> {
        addChild(context.job().id(), prefix);
        context.waitForChildren();
      }
      case "limit" -> throw new RateLimitedException(Duration.ofMillis(200));
      case "give up" -> throw new UnrecoverableException("for good");
      default -> {}
    }
    context.updateProgress(JSON.writeValueAsString(Map.of("done", step)));
    context.waitForChildren();
    return JSON.writeValueAsString(step);
  }

  private void addChild(String parent, String prefix) {
    Map<String, Object> options = Map.of("parent", Map.of("id", parent, "queue", prefix + ":q"));
    JsonNode id =
        node.call(
            "add",
            request(
                prefix,
                Map.of("name", "child", "data", Map.of("steps", List.of("end")), "opts", options)));
    assertThat(id.asString()).isNotEmpty();
  }
}

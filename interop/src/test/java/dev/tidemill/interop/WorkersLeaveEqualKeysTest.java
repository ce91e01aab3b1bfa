package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.job.JobContext;
import dev.tidemill.job.UnrecoverableException;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whole workers, BullMQ's and ours, each with the same jobs to handle one after the other: apart
 * from times and stack traces the keys are equal.
 */
@ExtendWith(NodeExtension.class)
final class WorkersLeaveEqualKeysTest {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Pattern MOMENT = Pattern.compile("\\b1\\d{12}\\b");
  private static final Pattern TRACES = Pattern.compile("stacktrace=\\[(\"[^\"]*\",?)+\\]");

  private final TestRedis redis;
  private final NodePeer node;

  WorkersLeaveEqualKeysTest(TestRedis redis, NodePeer node) {
    this.redis = redis;
    this.node = node;
  }

  private static Map<String, Object> job(Map<String, ?> wish, Map<String, ?> options) {
    return Map.of("name", "job", "data", wish, "opts", options);
  }

  private static List<Object> jobs() {
    List<Object> jobs = new ArrayList<>();
    jobs.add(job(Map.of("return", Map.of("a", List.of(1, "b"))), Map.of()));
    jobs.add(job(Map.of("return", "text"), Map.of("removeOnComplete", true)));
    jobs.add(job(Map.of("return", 1.5), Map.of("removeOnComplete", 1)));
    jobs.add(job(Map.of("throw", "no attempts"), Map.of()));
    jobs.add(job(Map.of("throw", "gone"), Map.of("removeOnFail", true)));
    jobs.add(job(Map.of("unrecoverable", "for good"), Map.of("attempts", 5)));
    jobs.add(job(Map.of("throw", "at once", "throwUntil", 1), Map.of("attempts", 2)));
    jobs.add(job(Map.of("throw", "never"), Map.of("attempts", 3, "stackTraceLimit", 2)));
    jobs.add(
        job(
            Map.of("throw", "later", "throwUntil", 2),
            Map.of("attempts", 3, "backoff", Map.of("type", "exponential", "delay", 400))));
    jobs.add(job(Map.of("return", "urgent"), Map.of("priority", 3)));
    return jobs;
  }

  @Test
  void nodesWorkerAndOursAgree() {
    for (String prefix : List.of("worker-node", "worker-ours")) {
      node.call("addBulk", request(prefix, Map.of("jobs", jobs())));
    }

    node.call("work", request("worker-node", Map.of("count", jobs().size())));
    work("worker-ours");

    try (RedisConnection connection = new RedisConnection(RedisUri.parse(redis.uri()), "")) {
      assertThat(
              QueueDump.differences(
                  timeless(QueueDump.of(connection, "worker-node")),
                  timeless(QueueDump.of(connection, "worker-ours")),
                  "Node.js",
                  "Tidemill"))
          .isEmpty();
    } finally {
      node.call("close", Map.of("prefix", "worker-node"));
      node.call("close", Map.of("prefix", "worker-ours"));
    }
  }

  private static Map<String, Object> request(String prefix, Map<String, ?> more) {
    Map<String, Object> request = new TreeMap<>(more);
    request.put("prefix", prefix);
    request.put("queue", "q");
    request.put("now", null);
    return request;
  }

  private void work(String prefix) {
    QueueOptions options = new QueueOptions(RedisUri.parse(redis.uri()), prefix, "q");
    Worker worker =
        Worker.of(WorkerOptions.builder(options).build(), WorkersLeaveEqualKeysTest::handle);
    try (Queue queue = Queue.open(options);
        worker) {
      worker.start();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> queue.counts().unfinished() == 0 && queue.counts().failed() > 0);
    }
  }

  private static String handle(JobContext context) {
    JsonNode wish = JSON.readTree(context.job().data());
    if (wish.has("throw")
        && context.job().attemptsMade() < wish.path("throwUntil").asInt(Integer.MAX_VALUE)) {
      throw new IllegalStateException(wish.get("throw").asString());
    }
    if (wish.has("unrecoverable")) {
      throw new UnrecoverableException(wish.get("unrecoverable").asString());
    }
    return wish.get("return") == null ? context.job().data() : wish.get("return").toString();
  }

  /**
   * Without times, traces (as many as there are, though) and the marker, which waiting consumes.
   * What finished in one millisecond stands in the order of ids: so without that order too.
   */
  static SortedMap<String, Object> timeless(SortedMap<String, Object> dump) {
    SortedMap<String, Object> masked = new TreeMap<>();
    dump.forEach((key, value) -> masked.put(key, timeless(unordered(key, value).toString())));
    masked.remove("~:q:marker");
    return masked;
  }

  private static Object unordered(String key, Object value) {
    boolean finished = key.equals("~:q:completed") || key.equals("~:q:failed");
    return finished && value instanceof List<?> members
        ? members.stream().map(String::valueOf).sorted().toList()
        : value;
  }

  private static String timeless(String text) {
    String moments = MOMENT.matcher(text).replaceAll("<time>");
    return TRACES
        .matcher(moments)
        .replaceAll(found -> "<" + found.group().split("\",\"", -1).length + " traces>");
  }
}

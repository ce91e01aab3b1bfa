package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.job.Backoff;
import dev.tidemill.job.JobContext;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.UnrecoverableException;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One queue, BullMQ under Node.js on one side and Tidemill on the other, both at full speed. */
@ExtendWith(NodeExtension.class)
final class SharedQueueTest {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MANY = 500;
  private static final String TEXT = "{\"text\":\"\u00e4 \u20ac \ud83c\udf0a / \\\\ \\n\"}";

  private final NodePeer node;
  private final QueueOptions options;
  private final Queue queue;
  private final ConcurrentLinkedQueue<String> handled = new ConcurrentLinkedQueue<>();

  SharedQueueTest(TestRedis redis, NodePeer node, TestInfo info) {
    this.node = node;
    String prefix = "shared-" + info.getTestMethod().orElseThrow().getName();
    options = new QueueOptions(RedisUri.parse(redis.uri()), prefix, "jobs");
    queue = Queue.open(options);
  }

  @AfterEach
  void close() {
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

  private Worker worker() {
    return Worker.of(WorkerOptions.builder(options).concurrency(10).build(), this::handle).start();
  }

  /** The same wishes that the peer's handler understands. */
  private String handle(JobContext context) throws Exception {
    JsonNode wish = JSON.readTree(context.job().data());
    handled.add(context.job().id());
    if (wish.has("throw")
        && context.job().attemptsMade() < wish.path("throwUntil").asInt(Integer.MAX_VALUE)) {
      throw new IllegalStateException(wish.get("throw").asString());
    }
    if (wish.has("unrecoverable")) {
      throw new UnrecoverableException(wish.get("unrecoverable").asString());
    }
    return wish.has("return") ? wish.get("return").toString() : context.job().data();
  }

  private void awaitFinished(long completed, long failed) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(queue.counts().completed()).isEqualTo(completed);
              assertThat(queue.counts().failed()).isEqualTo(failed);
              assertThat(queue.counts().unfinished()).isZero();
            });
  }

  @Test
  void nodeFillsAndTidemillDrains() {
    List<Object> jobs = new ArrayList<>();
    for (int n = 0; n < MANY; n++) {
      jobs.add(Map.of("name", "plain", "data", Map.of("n", n)));
    }
    Map<String, Object> retried =
        Map.of("attempts", 3, "backoff", Map.of("type", "fixed", "delay", 20));
    jobs.add(Map.of("name", "late", "data", JSON.readTree(TEXT), "opts", Map.of("delay", 50)));
    jobs.add(Map.of("name", "urgent", "data", Map.of("return", 7), "opts", Map.of("priority", 1)));
    jobs.add(
        Map.of("name", "shaky", "data", Map.of("throw", "x", "throwUntil", 2), "opts", retried));
    jobs.add(Map.of("name", "bad", "data", Map.of("unrecoverable", "no"), "opts", retried));
    JsonNode ids = node("addBulk", Map.of("jobs", jobs));

    try (Worker worker = worker()) {
      awaitFinished(MANY + 3, 1);
    }

    assertThat(handled).hasSize(MANY + 3 + 3);
    JsonNode late = node("job", Map.of("job", ids.get(MANY).asString()));
    assertThat(late.get("returnvalue")).isEqualTo(JSON.readTree(TEXT));
    assertThat(node("job", Map.of("job", ids.get(MANY + 1).asString())).get("returnvalue").asInt())
        .isEqualTo(7);
    JsonNode shaky = node("job", Map.of("job", ids.get(MANY + 2).asString()));
    assertThat(shaky.get("attemptsMade").asInt()).isEqualTo(3);
    assertThat(shaky.get("stacktrace")).hasSize(2);
    JsonNode bad = node("job", Map.of("job", ids.get(MANY + 3).asString()));
    assertThat(bad.get("failedReason").asString()).isEqualTo("no");
    assertThat(bad.get("attemptsMade").asInt()).isEqualTo(1);
  }

  @Test
  void tidemillFillsAndNodeDrains() {
    List<NewJob> jobs = new ArrayList<>();
    for (int n = 0; n < MANY; n++) {
      jobs.add(NewJob.of("plain", "{\"n\":" + n + "}"));
    }
    JobOptions.Builder retried =
        JobOptions.builder().attempts(3).backoff(Backoff.exponential(Duration.ofMillis(10)));
    JobOptions late = JobOptions.builder().delay(Duration.ofMillis(50)).build();
    jobs.add(new NewJob("late", TEXT, late));
    jobs.add(new NewJob("shaky", "{\"throw\":\"x\",\"throwUntil\":2}", retried.build()));
    jobs.add(new NewJob("bad", "{\"throw\":\"never\"}", retried.build()));
    queue.addAll(jobs);

    JsonNode ended =
        node("work", Map.of("count", jobs.size(), "worker", Map.of("concurrency", 10)));

    Set<String> ids = new HashSet<>();
    ended.forEach(job -> ids.add(job.get("id").asString()));
    assertThat(ids).hasSize(jobs.size());
    assertThat(ended)
        .anySatisfy(job -> assertThat(job.get("data")).isEqualTo(JSON.readTree(TEXT)))
        .anySatisfy(job -> assertThat(job.path("error").asString("")).isEqualTo("never"));
    assertThat(queue.counts().completed()).isEqualTo(MANY + 2);
    assertThat(queue.counts().failed()).isEqualTo(1);
    assertThat(queue.counts().unfinished()).isZero();
  }

  @Test
  void nodesQueueEventsHearWhatBecomesOfOurJobs() {
    node("listen", Map.of());
    String good = queue.add("good", "{\"return\":{\"a\":1}}");
    String bad = queue.add("bad", "{\"throw\":\"it broke\"}");

    try (Worker worker = worker()) {
      awaitFinished(1, 1);
    }

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> {
              assertThat(told("completed", good).get("returnvalue"))
                  .isEqualTo(JSON.readTree("{\"a\":1}"));
              assertThat(told("failed", bad).get("failedReason").asString()).isEqualTo("it broke");
            });
  }

  private JsonNode told(String event, String id) {
    return node.events(options.prefix()).stream()
        .filter(heard -> heard.get("name").asString().equals(event))
        .map(heard -> heard.get("args"))
        .filter(args -> args.path("jobId").asString("").equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError(event + " of " + id + " was not heard"));
  }

  @Test
  void bothWorkOnOneQueueAndNoJobIsHandledTwice() {
    List<NewJob> jobs = new ArrayList<>();
    for (int n = 0; n < 4 * MANY; n++) {
      jobs.add(NewJob.of("plain", "{\"n\":" + n + "}"));
    }
    queue.addAll(jobs);
    node("listen", Map.of());

    JsonNode byNode;
    try (Worker worker = slowStarter()) {
      byNode = node("work", Map.of("count", 20, "worker", Map.of("concurrency", 10)));
      awaitFinished(4 * MANY, 0);
    }

    List<String> all = new ArrayList<>(handled);
    byNode.forEach(job -> all.add(job.get("id").asString()));
    assertThat(all).doesNotHaveDuplicates();
    assertThat(handled).isNotEmpty();
    assertThat(byNode.size()).isGreaterThanOrEqualTo(20);
  }

  /** A worker whose handlers begin once Node.js has completed something. */
  private Worker slowStarter() {
    CountDownLatch nodeIsAtWork = new CountDownLatch(1);
    return Worker.of(
            WorkerOptions.builder(options).concurrency(10).build(),
            context -> {
              if (nodeIsAtWork.getCount() > 0) {
                await().until(() -> heard("completed"));
                nodeIsAtWork.countDown();
              }
              return handle(context);
            })
        .start();
  }

  private boolean heard(String event) {
    return node.events(options.prefix()).stream()
        .anyMatch(heard -> heard.get("name").asString().equals(event));
  }
}

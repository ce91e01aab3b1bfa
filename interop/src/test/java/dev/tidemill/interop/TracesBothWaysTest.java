package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.job.FlowJob;
import dev.tidemill.job.JobContext;
import dev.tidemill.job.JobHandler;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.Schedule;
import dev.tidemill.job.TraceContext;
import dev.tidemill.queue.FlowProducer;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.Telemetry;
import dev.tidemill.queue.TracedFlows;
import dev.tidemill.queue.TracedHandler;
import dev.tidemill.queue.TracedQueue;
import dev.tidemill.queue.TracedSchedulers;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What ties a job to a trace stands where BullMQ puts it, and is read where BullMQ has put it. */
@ExtendWith(NodeExtension.class)
final class TracesBothWaysTest {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String TEXT = "{\"traceparent\":\"00-0af7651916cd43dd-01\"}";
  private static final String OWN = "{\"traceparent\":\"00-b7ad6b7169203331-01\"}";

  private final TestRedis redis;
  private final NodePeers nodes;
  private final ConcurrentLinkedQueue<Telemetry.Operation> opened = new ConcurrentLinkedQueue<>();

  TracesBothWaysTest(TestRedis redis, NodePeers nodes) {
    this.redis = redis;
    this.nodes = nodes;
  }

  private Telemetry.Span open(Telemetry.Operation operation) {
    opened.add(operation);
    return new Telemetry.Span() {
      @Override
      public String metadata() {
        return TEXT;
      }

      @Override
      public void tell(Map<String, String> attributes) {}

      @Override
      public void failed(Throwable cause) {}

      @Override
      public void close() {}
    };
  }

  /** The names of the producers' spans that ours has opened. */
  private List<String> spans() {
    return opened.stream()
        .filter(operation -> operation.side() == Telemetry.Side.PRODUCER)
        .map(operation -> (operation.name() + " " + operation.destination()).strip())
        .toList();
  }

  private QueueOptions options(Release release, String side) {
    String prefix = "traces-" + side + "-" + release.folder();
    return new QueueOptions(RedisUri.parse(redis.uri()), prefix, "jobs");
  }

  private JsonNode node(Release release, QueueOptions queue, String what, Map<String, ?> more) {
    Map<String, Object> request = new HashMap<>(more);
    request.put("prefix", queue.prefix());
    request.put("queue", queue.name());
    request.put("text", TEXT);
    request.put("now", null);
    return nodes.of(release).call(what, request);
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asString()));
    return texts;
  }

  /** The options of a job but for what tells times. */
  private JsonNode stored(QueueOptions queue, String id) {
    String key = queue.prefix() + ":" + queue.name() + ":" + id;
    String opts = String.valueOf(redis.call("HGET", key, "opts"));
    JsonNode told = JSON.readTree(opts.replace(queue.prefix() + ":", "~:"));
    return ((ObjectNode) told).without(List.of("timestamp", "prevMillis", "delay", "jobId"));
  }

  @ParameterizedTest
  @EnumSource(Release.class)
  void eachReadsWhatTheOtherWrote(Release release) {
    QueueOptions options = options(release, "both");
    Map<String, ?> traced = Map.of("telemetry", Map.of("metadata", OWN));
    node(release, options, "add", Map.of("name", "n", "data", Map.of(), "opts", traced));
    try (Queue queue = Queue.open(options);
        Worker worker = worker(options, context -> "null")) {
      worker.start();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> opened.stream().anyMatch(one -> OWN.equals(one.metadata())));

      String ours = TracedQueue.of(queue, this::open).add("n", "{}");

      JsonNode told = node(release, options, "job", Map.of("job", ours));
      assertThat(told.at("/opts/telemetry/metadata").asString()).isEqualTo(TEXT);
      assertThat(spans()).containsExactly("add jobs.n");
    } finally {
      node(release, options, "close", Map.of());
    }
  }

  private Worker worker(QueueOptions options, JobHandler handler) {
    return Worker.of(
        WorkerOptions.builder(options).build(), TracedHandler.of(options, handler, this::open));
  }

  private static FlowJob flow(String id, @Nullable TraceContext trace) {
    JobOptions options = JobOptions.builder().id(id).trace(trace).build();
    return FlowJob.of("jobs", "named-" + id, "1").with(options);
  }

  @ParameterizedTest
  @EnumSource(Release.class)
  void theJobsOfAFlowAreTiedAlike(Release release) {
    QueueOptions theirs = options(release, "flow-node");
    QueueOptions ours = options(release, "flow-java");
    FlowJob tree =
        flow("top", null)
            .waitingFor(
                flow("mid", null).waitingFor(flow("leaf", null)),
                flow("own", new TraceContext(OWN, false)));
    List<FlowJob> bulk = List.of(flow("one", null), flow("two", null));

    List<String> spans = new ArrayList<>();
    for (List<FlowJob> trees : List.of(List.of(tree), bulk)) {
      List<?> told = trees.stream().map(NodeFlow::of).toList();
      spans.addAll(texts(node(release, theirs, "tracedFlows", Map.of("trees", told))));
    }
    try (FlowProducer flows = FlowProducer.open(ours.redis(), ours.prefix())) {
      TracedFlows.of(flows, this::open).add(tree);
      TracedFlows.of(flows, this::open).addBulk(bulk);
    }

    assertThat(spans()).isEqualTo(spans);
    for (String id : List.of("top", "mid", "leaf", "own", "one", "two")) {
      assertThat(stored(ours, id)).isEqualTo(stored(theirs, id));
      assertThat(stored(ours, id).get("tm").asString()).isEqualTo(id.equals("own") ? OWN : TEXT);
    }
  }

  @ParameterizedTest
  @EnumSource(Release.class)
  void theFirstJobOfASchedulerIsTiedAndItsTemplateIsNot(Release release) {
    QueueOptions theirs = options(release, "schedule-node");
    QueueOptions ours = options(release, "schedule-java");
    Map<String, ?> template =
        Map.of("name", "n", "data", Map.of("a", 1), "opts", Map.of("priority", 3));
    Map<String, ?> repeat = Map.of("pattern", "0 0 1 1 *");
    List<String> spans =
        texts(
            node(
                release,
                theirs,
                "tracedScheduler",
                Map.of("scheduler", "yearly", "repeat", repeat, "template", template)));
    try (Queue queue = Queue.open(ours)) {
      NewJob job = new NewJob("n", "{\"a\":1}", JobOptions.builder().priority(3).build());
      TracedSchedulers.of(queue, this::open)
          .upsert("yearly", Schedule.cron("0 0 1 1 *").build(), job);

      String next = "repeat:yearly:" + score(ours);
      assertThat(spans()).isEqualTo(spans);
      assertThat(score(ours)).isEqualTo(score(theirs));
      assertThat(stored(ours, next)).isEqualTo(stored(theirs, next));
      assertThat(stored(ours, next).get("tm").asString()).isEqualTo(TEXT);
      assertThat(stored(ours, "repeat:yearly")).isEqualTo(stored(theirs, "repeat:yearly"));
    }
  }

  private String score(QueueOptions queue) {
    return String.valueOf(redis.call("ZSCORE", queue.prefix() + ":jobs:repeat", "yearly"));
  }

  @ParameterizedTest
  @EnumSource(Release.class)
  void whatTiesAFailureToItsTraceStandsInItsJob(Release release) {
    QueueOptions theirs = options(release, "fail-node");
    QueueOptions ours = options(release, "fail-java");
    for (QueueOptions queue : List.of(theirs, ours)) {
      add(release, queue, "at-once", 1, Map.of("attempts", 2));
      add(release, queue, "later", 1, Map.of("attempts", 2, "backoff", 10));
      add(release, queue, "never", 9, Map.of());
      add(release, queue, "left-out", 9, Map.of("telemetry", Map.of("omitContext", true)));
      add(release, queue, "good", 0, Map.of());
    }
    node(release, theirs, "tracedWork", Map.of("ends", 7));
    try (Queue queue = Queue.open(ours);
        Worker worker = worker(ours, TracesBothWaysTest::throwAsWished)) {
      worker.start();
      await().atMost(Duration.ofSeconds(30)).until(() -> queue.counts().unfinished() == 0);
    } finally {
      node(release, theirs, "close", Map.of());
      node(release, ours, "close", Map.of());
    }

    for (String id : List.of("at-once", "later", "never", "left-out", "good")) {
      boolean tied = !id.equals("left-out") && !id.equals("good");
      Map<String, String> hash = hash(ours, id);
      assertThat(hash.keySet()).as(id).isEqualTo(hash(theirs, id).keySet());
      assertThat(hash.get("tm")).as(id).isEqualTo(tied ? TEXT : null);
      assertThat(hash(theirs, id).get("tm")).as(id).isEqualTo(hash.get("tm"));
    }
  }

  private void add(Release release, QueueOptions queue, String id, int until, Map<String, ?> with) {
    Map<String, Object> opts = new HashMap<>(with);
    opts.put("jobId", id);
    Map<String, ?> wish = Map.of("throw", "no luck", "throwUntil", until);
    node(release, queue, "add", Map.of("name", "n", "data", wish, "opts", opts));
  }

  private static String throwAsWished(JobContext context) {
    JsonNode wish = JSON.readTree(context.job().data());
    if (context.job().attemptsMade() < wish.get("throwUntil").asInt()) {
      throw new IllegalStateException("no luck");
    }
    return context.job().data();
  }

  private Map<String, String> hash(QueueOptions queue, String id) {
    List<?> told = (List<?>) redis.call("HGETALL", queue.prefix() + ":jobs:" + id);
    Map<String, String> fields = new HashMap<>();
    for (int n = 0; told != null && n < told.size(); n += 2) {
      fields.put(String.valueOf(told.get(n)), String.valueOf(told.get(n + 1)));
    }
    return fields;
  }
}

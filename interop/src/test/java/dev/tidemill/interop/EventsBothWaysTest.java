package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidemill.event.JobEnding;
import dev.tidemill.event.QueueEvent;
import dev.tidemill.job.JobContext;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueEvents;
import dev.tidemill.queue.QueueEventsOptions;
import dev.tidemill.queue.QueueEventsProducer;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Events of one queue, heard and told by BullMQ's QueueEvents and by ours. */
@ExtendWith(NodeExtension.class)
final class EventsBothWaysTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  /** All that the script below provokes. */
  private static final List<String> NAMES =
      List.of(
          "added waiting delayed active progress completed failed retries-exhausted removed"
              .split(" "));

  private static final List<String> RARE =
      List.of("duplicated deduplicated drained paused resumed cleaned mine".split(" "));

  private final TestRedis redis;
  private final NodePeers nodes;
  private final QueueOptions options;
  private final ConcurrentLinkedQueue<QueueEvent> heard = new ConcurrentLinkedQueue<>();
  private NodePeer node; // of today unless the test says

  EventsBothWaysTest(TestRedis redis, NodePeers nodes, TestInfo info) {
    this.redis = redis;
    this.nodes = nodes;
    this.node = nodes.of(Release.TODAY);
    String test = info.getTestMethod().orElseThrow().getName() + "-" + info.getDisplayName();
    String prefix = "events-" + test.replaceAll("\\W", "");
    options = new QueueOptions(RedisUri.parse(redis.uri()), prefix, "jobs");
  }

  @AfterEach
  void close() {
    node.call("close", Map.of("prefix", options.prefix()));
  }

  private JsonNode node(String what, Map<String, ?> arguments) {
    Map<String, Object> request = new HashMap<>(arguments);
    request.put("prefix", options.prefix());
    request.put("queue", options.name());
    request.put("now", null);
    return node.call(what, request);
  }

  private String add(String name, Map<String, ?> data, Map<String, ?> opts) {
    return node("add", Map.of("name", name, "data", data, "opts", opts)).asString();
  }

  private void provokeEveryEvent() {
    add("plain", Map.of("return", List.of(1, 2)), Map.of("jobId", "a"));
    add("again", Map.of(), Map.of("jobId", "a"));
    add("bad", Map.of("throw", "it \u20ac broke"), Map.of("jobId", "b"));
    add("one", Map.of("return", 1), Map.of("jobId", "c", "deduplication", Map.of("id", "d")));
    add("two", Map.of(), Map.of("jobId", "e", "deduplication", Map.of("id", "d")));
    add("late", Map.of(), Map.of("jobId", "f", "delay", 600_000));
    node("job", Map.of("job", "f", "method", "updateProgress", "args", List.of(Map.of("p", 1))));
    node("job", Map.of("job", "f", "method", "remove"));
    node("work", Map.of("count", 3));
    node("queue", Map.of("method", "pause"));
    node("queue", Map.of("method", "resume"));
    node("queue", Map.of("method", "clean", "args", List.of(0, 10, "completed")));
    node("publish", Map.of("name", "mine", "fields", Map.of("greeting", "\u00e4", "n", 7)));
  }

  @Test
  void oursTellWhatNodesTell() {
    List<String> names = new ArrayList<>(NAMES);
    names.addAll(RARE);
    node("hear", Map.of("names", names));
    try (QueueEvents events =
        QueueEvents.of(QueueEventsOptions.of(options).after("0")).listener(heard::add).start()) {
      provokeEveryEvent();
      await().atMost(LONG).until(() -> heardOf(QueueEvent.Custom.class));
      await().atMost(LONG).until(() -> node.events(options.prefix()).size() >= heard.size());
    }

    List<JsonNode> theirs = node.events(options.prefix());
    assertThat(heard)
        .map(AsNode::of)
        .containsExactlyElementsOf(theirs.stream().map(AsNode::of).toList());
    Set<String> told =
        theirs.stream().map(e -> e.get("name").asString()).collect(Collectors.toSet());
    assertThat(told).containsAll(names);
  }

  private boolean heardOf(Class<? extends QueueEvent> kind) {
    return heard.stream().anyMatch(kind::isInstance);
  }

  /** In turn: much happens while nobody listens, and more once the next one does. */
  @ParameterizedTest
  @EnumSource(Release.class)
  void eachGoesOnBehindTheLastEventThatTheOtherHasHeard(Release release) {
    node = nodes.of(release);
    List<String> told = new ArrayList<>();
    String last = "0-0";
    for (int turn = 0; turn < 4; turn++) {
      moreHappens();
      List<String> ids = turn % 2 == 0 ? heardByNode(last) : heardByUs(last);
      told.addAll(ids);
      last = ids.getLast();
    }

    assertThat(told).isEqualTo(stored());
  }

  /** All events of a script have one millisecond; behind each of them is another rest. */
  @ParameterizedTest
  @EnumSource(Release.class)
  void bothGoOnInTheMidstOfAMillisecond(Release release) {
    node = nodes.of(release);
    moreHappens();
    List<String> stored = stored();
    String added = stored.getFirst();
    assertThat(stored.get(1)).startsWith(added.replaceAll("-.*", "-"));

    List<String> byNode = heardByNode(added);
    List<String> byUs = heardByUs(added);

    List<String> all = stored();
    assertThat(byUs).isEqualTo(all.subList(1, all.size()));
    assertThat(byNode).isEqualTo(all.subList(1, 1 + byNode.size())).hasSizeGreaterThan(2);
  }

  private void moreHappens() {
    try (Queue queue = Queue.open(options)) {
      queue.add("ours", "{\"return\":1}");
      add("theirs", Map.of("throw", "no"), Map.of());
      node("work", Map.of("count", 2));
      queue.pause();
      queue.resume();
    }
  }

  private List<String> stored() {
    String stream = options.prefix() + ":" + options.name() + ":events";
    List<?> entries = (List<?>) Objects.requireNonNull(redis.call("XRANGE", stream, "-", "+"));
    return entries.stream().map(entry -> (String) ((List<?>) entry).getFirst()).toList();
  }

  private List<String> heardByNode(String after) {
    int before = node.events(options.prefix()).size();
    List<String> names = new ArrayList<>(NAMES);
    names.addAll(RARE);
    node("hear", Map.of("names", names, "after", after));
    moreHappens();
    await().atMost(LONG).until(() -> stored().getLast().equals(lastAt(before)));
    close();
    return at(before);
  }

  private String lastAt(int before) {
    List<String> ids = at(before);
    return ids.isEmpty() ? "" : ids.getLast();
  }

  private List<String> at(int before) {
    List<JsonNode> told = node.events(options.prefix());
    return told.subList(before, told.size()).stream().map(e -> e.get("at").asString()).toList();
  }

  private List<String> heardByUs(String after) {
    heard.clear();
    try (QueueEvents events =
        QueueEvents.of(QueueEventsOptions.of(options).after(after)).listener(heard::add).start()) {
      moreHappens();
      await().atMost(LONG).until(() -> stored().getLast().equals(events.position()));
    }
    return heard.stream().map(QueueEvent::at).toList();
  }

  @Test
  void nodesHearWhatWePublish() {
    node("hear", Map.of("names", List.of("ours")));

    try (QueueEventsProducer producer = QueueEventsProducer.open(options)) {
      producer.publish("ours", Map.of("greeting", "\u00e4", "jobId", "7"));
    }

    await().atMost(LONG).until(() -> !node.events(options.prefix()).isEmpty());
    JsonNode args = node.events(options.prefix()).getFirst().get("args");
    assertThat(args)
        .isEqualTo(JsonMapper.shared().readTree("{\"greeting\":\"\u00e4\",\"jobId\":\"7\"}"));
  }

  @Test
  void eachWaitsForAJobThatTheOtherFinishes() {
    try (Queue queue = Queue.open(options);
        QueueEvents events = QueueEvents.of(options).start()) {
      String good = queue.add("good", "{\"return\":[1]}");
      String bad = queue.add("bad", "{\"throw\":\"no\"}");
      node("work", Map.of("count", 2));

      assertThat(events.awaitFinished(good, LONG)).isEqualTo(new JobEnding.Completed("[1]"));
      assertThat(events.awaitFinished(bad, LONG)).isEqualTo(new JobEnding.Failed("no"));

      String ours = queue.add("ours", "{}");
      String oursBad = queue.add("bad", "{}");
      try (Worker worker =
          Worker.of(WorkerOptions.builder(options).build(), EventsBothWaysTest::handle).start()) {
        assertThat(node("awaitFinished", Map.of("job", ours)).asInt()).isEqualTo(5);
        assertThatThrownBy(() -> node("awaitFinished", Map.of("job", oursBad)))
            .hasMessage("not this one");
      }
    }
  }

  private static String handle(JobContext context) {
    if (context.job().name().equals("bad")) {
      throw new IllegalStateException("not this one");
    }
    return "5";
  }
}

package dev.tidemill.interop;

import dev.tidemill.interop.NodePeer.Refused;
import dev.tidemill.interop.Player.Terms;
import dev.tidemill.job.JobState;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueBusy;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.QueueSettings;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * A {@link Duel} whose sides are also a whole {@code Queue}, BullMQ's and ours: any of its methods
 * can be called on both, and the answers compared.
 */
final class QueueDuel implements AutoCloseable {

  private static final String QUEUE = "q";

  final Duel duel;
  final Queue queue;
  private final NodePeer peer;
  private final String nodePrefix;
  private final String ourPrefix;

  QueueDuel(TestRedis redis, NodePeer peer, String name, Terms terms) {
    this(peer, new Duel(redis, peer, name, terms));
  }

  QueueDuel(NodePeer peer, Duel duel) {
    this.peer = peer;
    this.duel = duel;
    this.nodePrefix = duel.nodePrefix();
    this.ourPrefix = duel.ourPrefix();
    QueueOptions options = new QueueOptions(duel.ourRedis(), ourPrefix, QUEUE);
    // Without a signature, as the peer's queue is.
    this.queue = Queue.open(options.with(QueueSettings.defaults().unsigned()), this::now);
  }

  private Instant now() {
    return Instant.ofEpochMilli(duel.now());
  }

  /** Sets all clocks to so many milliseconds after noon. */
  QueueDuel at(long moment) {
    duel.at(moment);
    return this;
  }

  /** Calls a method of BullMQ's queue on its side; an error is answered as its words. */
  JsonNode node(String method, Object... arguments) {
    return call(nodePrefix, method, arguments);
  }

  private JsonNode call(String prefix, String method, Object... arguments) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("prefix", prefix);
    request.put("queue", QUEUE);
    request.put("now", duel.now());
    request.put("method", method);
    request.put("args", arguments);
    return peer.call("queue", request);
  }

  /** Has BullMQ do the same on both sides: for what is not at issue. */
  void bothByNode(String method, Object... arguments) {
    call(nodePrefix, method, arguments);
    call(ourPrefix, method, arguments);
  }

  /** Has both sides do it, each in its own way; answers whether it is done or was refused. */
  String both(Consumer<Queue> ours, String method, Object... arguments) {
    return ask(
        queue -> {
          ours.accept(queue);
          return "done";
        },
        answer -> "done",
        method,
        arguments);
  }

  /** Asks both sides; the answers must be the same. */
  String ask(
      Function<Queue, ?> ours, Function<JsonNode, ?> read, String method, Object... arguments) {
    String byNode;
    try {
      byNode = String.valueOf(read.apply(node(method, arguments)));
    } catch (Refused refused) {
      byNode = "refused";
    }
    return duel.compare(
        method + " " + List.of(arguments),
        byNode.replace(nodePrefix + ":", "~:"),
        ours(ours).replace(ourPrefix + ":", "~:"));
  }

  /** Cleans on both sides, and holds that both answer the same ids. */
  void clean(JobState state, long grace, long limit) {
    ask(
        queue -> queue.upkeep().clean(state, Duration.ofMillis(grace), limit),
        QueueDuel::ids,
        "clean",
        grace,
        limit,
        state == JobState.WAITING ? "wait" : name(state));
  }

  /** What BullMQ calls a state in its upkeep. */
  static String name(JobState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private String ours(Function<Queue, ?> question) {
    try {
      return String.valueOf(question.apply(queue));
    } catch (QueueBusy refused) {
      return "refused";
    }
  }

  /** A parent and its children as BullMQ's flow producer takes them. */
  static Map<String, Object> family(String parent, Map<String, ?> options, String... children) {
    List<Object> nodes = new ArrayList<>();
    for (String child : children) {
      nodes.add(member(child, QUEUE, options));
    }
    Map<String, Object> root = member(parent, QUEUE, Map.of());
    root.put("children", nodes);
    return root;
  }

  /** A job of a flow. */
  static Map<String, Object> member(String id, String queue, Map<String, ?> options) {
    Map<String, Object> all = new HashMap<>(options);
    all.put("jobId", id);
    Map<String, Object> job = new HashMap<>();
    job.put("name", "member");
    job.put("queueName", queue);
    job.put("data", Map.of("id", id));
    job.put("opts", all);
    return job;
  }

  /** Each element of a list of jobs as its id. */
  static String ids(JsonNode jobs) {
    List<String> ids = new ArrayList<>();
    jobs.forEach(job -> ids.add(job.isString() ? job.asString() : job.get("id").asString()));
    return ids.toString();
  }

  @Override
  public void close() {
    queue.close();
    duel.close();
  }
}

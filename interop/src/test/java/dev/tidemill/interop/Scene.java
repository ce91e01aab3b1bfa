package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.job.FlowJob;
import dev.tidemill.job.Job;
import dev.tidemill.job.JobCounts;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.NewJob;
import dev.tidemill.queue.FlowProducer;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueException;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.WorkerOptions;
import dev.tidemill.queue.WorkerOptionsBuilder;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.redis.Reply;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.awaitility.core.ConditionFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One queue on which one side acts and one works, as a {@link Pairing} says, and Node.js watches.
 */
final class Scene implements AutoCloseable {

  static final JsonMapper JSON = JsonMapper.shared();
  private static final String QUEUE = "jobs";

  private final Pairing pairing;
  private final QueueOptions options;
  private final NodeSide node;
  private final Queue queue;
  private final RedisConnection redis;
  private final JavaWorks javaWorks;
  private boolean listening;

  Scene(Pairing pairing, TestRedis server, NodePeer peer, String prefix) {
    this.pairing = pairing;
    this.options = new QueueOptions(RedisUri.parse(server.uri()), prefix, QUEUE);
    this.node = new NodeSide(peer, prefix, QUEUE);
    this.queue = Queue.open(options);
    this.javaWorks = new JavaWorks(queue);
    this.redis = new RedisConnection(options.redis(), "");
  }

  Pairing pairing() {
    return pairing;
  }

  QueueOptions options() {
    return options;
  }

  NodeSide node() {
    return node;
  }

  Queue queue() {
    return queue;
  }

  /** Our workers, those that the working side has when that is ours. */
  JavaWorks javaWorks() {
    return javaWorks;
  }

  /** Has the acting side do something. */
  void act(Consumer<Queue> ours, Consumer<NodeSide> nodes) {
    if (pairing.javaActs()) {
      ours.accept(queue);
    } else {
      nodes.accept(node);
    }
  }

  /** Has the acting side tell something. */
  <T> T ask(Function<Queue, T> ours, Function<NodeSide, T> nodes) {
    return pairing.javaActs() ? ours.apply(queue) : nodes.apply(node);
  }

  /** Whether the acting side is told that it may not do something. */
  boolean refuses(Consumer<Queue> ours, Consumer<NodeSide> nodes) {
    try {
      act(ours, nodes);
      return false;
    } catch (NodePeer.Refused | QueueException e) {
      return true;
    }
  }

  List<String> addAll(List<NewJob> jobs) {
    return ask(our -> our.addAll(jobs), its -> its.addAll(jobs));
  }

  /** Adds a job whose name is also what it is called in {@link #handled()}. */
  String add(String name, String data, JobOptions.Builder with) {
    JobOptions built = with.build();
    return ask(our -> our.add(name, data, built), its -> its.add(new NewJob(name, data, built)));
  }

  String add(String name, String data) {
    return add(name, data, JobOptions.builder());
  }

  String add(String name) {
    return add(name, "{}");
  }

  /** Adds a tree on the acting side and answers the id of its root. */
  String flow(FlowJob tree) {
    return ask(
        our -> {
          try (FlowProducer flows = FlowProducer.open(options.redis(), options.prefix())) {
            return flows.add(tree).id();
          }
        },
        its -> its.call("flow", Map.of("tree", NodeFlow.of(tree))).asString());
  }

  /** Starts a worker on the working side. */
  void work() {
    work(ours -> ours, Map.of());
  }

  /** Starts a worker on the working side, with the same options for either. */
  void work(UnaryOperator<WorkerOptionsBuilder> ours, Map<String, ?> nodes) {
    if (pairing.javaWorks()) {
      javaWorks.start(ours.apply(WorkerOptions.builder(options)).build());
    } else {
      node.call("start", Map.of("worker", nodes));
    }
  }

  /** The names of the jobs handled so far, in order, once for each attempt. */
  List<String> handled() {
    if (pairing.javaWorks()) {
      return List.copyOf(javaWorks.handled());
    }
    List<String> names = new ArrayList<>();
    node.call("handled", Map.of()).forEach(job -> names.add(job.get("name").asString()));
    return names;
  }

  /** Lets a handler go on whose job wished to be held. */
  void release(String hold) {
    if (pairing.javaWorks()) {
      javaWorks.release(hold);
    } else {
      node.call("release", Map.of("hold", hold));
    }
  }

  /** Takes the next job on the acting side, and lets its lock run out. */
  void takeAndLeave() {
    if (pairing.javaActs()) {
      player().claim("left");
    } else {
      node.call("take", Map.of("token", "left"));
    }
    redis.call("KEYS", key("*:lock")).list().forEach(lock -> redis.call("DEL", lock.text()));
  }

  /** Looks for stalled jobs on the side that does not work. */
  void sweepFromTheOtherSide() {
    redis.call("DEL", key("stalled-check"));
    if (pairing.javaWorks()) {
      node.call("stalled", Map.of());
    } else {
      player().sweep();
    }
  }

  private TidemillPlayer player() {
    TidemillPlayer player =
        new TidemillPlayer(redis, options.prefix(), QUEUE, Player.Terms.plain());
    player.now(System.currentTimeMillis());
    return player;
  }

  /** Waits until the worker has noticed that something is wrong. */
  void awaitTrouble() {
    soon()
        .until(
            () ->
                pairing.javaWorks()
                    ? javaWorks.lostLocks() > 0
                    : !node.call("troubles", Map.of()).isEmpty());
  }

  static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20));
  }

  /** Waits until the job is in a state, by Node.js's words for both. */
  void awaitState(String id, String state) {
    soon().untilAsserted(() -> assertThat(state(id)).isEqualTo(state));
  }

  String state(String id) {
    return node.queue("getJobState", id).asString();
  }

  /** A job as ours reads it. */
  Job ourJob(String id) {
    return Objects.requireNonNull(queue.job(id), id);
  }

  void awaitHandled(String... names) {
    soon().untilAsserted(() -> assertThat(handled()).containsExactly(names));
  }

  /** What Node.js's QueueEvents told of a job, waiting until it has. */
  JsonNode event(String name, String id) {
    listen();
    return soon()
        .until(
            () ->
                node.heard().stream()
                    .filter(heard -> heard.get("name").asString().equals(name))
                    .map(heard -> heard.get("args"))
                    .filter(args -> args.path("jobId").asString("").equals(id))
                    .toList(),
            told -> !told.isEmpty())
        .getLast();
  }

  /** Has Node.js tell the events of the queue, from the first. */
  private void listen() {
    if (!listening) {
      node.call("listen", Map.of());
      listening = true;
    }
  }

  /** The events of the queue as they stand in the stream: their names, and of which job. */
  List<String> stream() {
    List<String> events = new ArrayList<>();
    for (Reply entry : redis.call("XRANGE", key("events"), "-", "+").list()) {
      Map<String, String> fields = entry.list().get(1).fields();
      events.add((fields.get("event") + " " + fields.getOrDefault("jobId", "")).strip());
    }
    return events;
  }

  /** A key of the queue. */
  String key(String part) {
    return options.prefix() + ":" + QUEUE + ":" + part;
  }

  Reply redis(String command, String... arguments) {
    return redis.call(command, arguments);
  }

  /** Both sides must count alike. */
  private void assertEqualCounts() {
    JsonNode its = node.queue("getJobCounts");
    JobCounts ours = queue.counts();
    assertThat(ours.waiting())
        .isEqualTo(its.get("waiting").asLong() + its.path("paused").asLong(0));
    assertThat(ours.active()).isEqualTo(its.get("active").asLong());
    assertThat(ours.delayed()).isEqualTo(its.get("delayed").asLong());
    assertThat(ours.prioritized()).isEqualTo(its.get("prioritized").asLong());
    assertThat(ours.waitingChildren()).isEqualTo(its.get("waiting-children").asLong());
    assertThat(ours.completed()).isEqualTo(its.get("completed").asLong());
    assertThat(ours.failed()).isEqualTo(its.get("failed").asLong());
  }

  @Override
  public void close() {
    javaWorks.close();
    try {
      soon().untilAsserted(this::assertEqualCounts);
    } finally {
      node.close();
      queue.close();
      redis.close();
    }
  }
}

package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.Backoff;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.Keep;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.QueueSettings;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import dev.tidemill.queue.WorkerOptionsBuilder;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a program gives its queue or its worker once, beside each release. */
@ExtendWith(NodeExtension.class)
final class QueuesBesideNodeTest {

  private static final String QUEUE = "q";
  private static final int AT_ONCE = 4;

  /** All at one time, so that the keys can be compared. */
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private static final List<JobOptions> DEFAULTS =
      List.of(
          JobOptions.builder()
              .timestamp(NOON)
              .attempts(3)
              .backoff(Backoff.exponential(Duration.ofMillis(250)))
              .removeOnComplete(Keep.newest(10))
              .removeOnFail(Keep.youngerThan(Duration.ofHours(1)))
              .build(),
          JobOptions.builder().timestamp(NOON).priority(7).build(),
          JobOptions.builder()
              .timestamp(NOON)
              .delay(Duration.ofDays(3_650))
              .removeOnComplete(Keep.none())
              .build());

  private final TestRedis redis;
  private final NodePeers nodes;
  private final String test;

  QueuesBesideNodeTest(TestRedis redis, NodePeers nodes, TestInfo info) {
    this.redis = redis;
    this.nodes = nodes;
    this.test = info.getTestMethod().orElseThrow().getName();
  }

  private QueueOptions options(String side, Release release) {
    String prefix = side + "-" + test + "-" + release.folder();
    return new QueueOptions(RedisUri.parse(redis.uri()), prefix, QUEUE);
  }

  private NodeSide node(Release release, QueueOptions options) {
    return new NodeSide(nodes.of(release), options.prefix(), QUEUE);
  }

  @ParameterizedTest
  @EnumSource(Release.class)
  void defaultsOfAQueueLeaveTheSameKeysAsThoseOfNode(Release release) {
    for (JobOptions defaults : DEFAULTS) {
      String side = Integer.toString(DEFAULTS.indexOf(defaults));
      QueueOptions ours = options("ours" + side, release);
      QueueOptions its = options("node" + side, release);
      QueueSettings settings = QueueSettings.defaults().unsigned().jobDefaults(defaults);
      NodeSide node = node(release, its);
      try (Queue queue = Queue.open(ours.with(settings));
          RedisConnection reading = new RedisConnection(ours.redis(), "")) {
        queue.add("first", "{\"n\":1}");
        queue.addAsync("second", "[]").toCompletableFuture().join();
        addByNode(node, "first", Map.of("n", 1), defaults);
        addByNode(node, "second", List.of(), defaults);

        assertThat(
                QueueDump.differences(
                    QueueDump.of(reading, ours.prefix()),
                    QueueDump.of(reading, its.prefix()),
                    "ours",
                    "node"))
            .isEmpty();
        assertThat(queue.job("2")).isNotNull();
      } finally {
        node.close();
      }
    }
  }

  private static void addByNode(NodeSide node, String name, Object data, JobOptions defaults) {
    Map<String, ?> given = NodeOptions.of(defaults);
    node.call("add", Map.of("name", name, "data", data, "opts", Map.of(), "defaults", given));
  }

  @ParameterizedTest
  @EnumSource(Release.class)
  void jobsOfNodeAreHandledOnTheExecutorThatAWorkerIsGiven(Release release) {
    try (ExecutorService users = Executors.newFixedThreadPool(AT_ONCE, named("users-"))) {
      assertThat(handledOn(release, worker -> worker.executor(users)))
          .hasSize(AT_ONCE)
          .doesNotHaveDuplicates()
          .allMatch(name -> name.startsWith("users-"));
    }
  }

  @ParameterizedTest
  @EnumSource(Release.class)
  void jobsOfNodeAreHandledOnTheThreadsThatAWorkerIsGiven(Release release) {
    assertThat(handledOn(release, worker -> worker.threads(named("own-"))))
        .hasSize(AT_ONCE)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.startsWith("own-"));
  }

  private static ThreadFactory named(String stem) {
    return Thread.ofPlatform().daemon().name(stem, 0).factory();
  }

  /** The names of the threads that handle as many jobs as may run at once, all together. */
  private List<String> handledOn(Release release, UnaryOperator<WorkerOptionsBuilder> with) {
    QueueOptions options = options("shared", release);
    NodeSide node = node(release, options);
    List<String> threads = new CopyOnWriteArrayList<>();
    CountDownLatch over = new CountDownLatch(1);
    WorkerOptions built = with.apply(WorkerOptions.builder(options).concurrency(AT_ONCE)).build();
    node.call("addBulk", Map.of("jobs", Collections.nCopies(AT_ONCE, Map.of("name", "n"))));
    try (Worker worker =
        Worker.of(
            built,
            job -> {
              threads.add(Thread.currentThread().getName());
              over.await();
              return "null";
            })) {
      worker.start();
      try {
        awaitCount(node, "active");
      } finally {
        over.countDown();
      }
      awaitCount(node, "completed");
    } finally {
      node.close();
    }
    return threads;
  }

  private static void awaitCount(NodeSide node, String state) {
    Scene.soon().until(() -> node.queue("getJobCounts").get(state).asInt() == AT_ONCE);
  }
}

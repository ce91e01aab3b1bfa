package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueEvents;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.QueueWorker;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * Each side lists the workers of the other, and those that listen to events, by the names of their
 * connections.
 */
@ExtendWith(NodeExtension.class)
final class ForeignWorkersTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final TestRedis redis;
  private final NodePeers nodes;

  ForeignWorkersTest(TestRedis redis, NodePeers nodes) {
    this.redis = redis;
    this.nodes = nodes;
  }

  private QueueOptions options(String prefix) {
    return new QueueOptions(RedisUri.parse(redis.uri()), prefix, "j\u00f6bs");
  }

  private JsonNode node(Release release, QueueOptions options, String what, Map<String, ?> more) {
    Map<String, Object> request = new LinkedHashMap<>(more);
    request.put("prefix", options.prefix());
    request.put("queue", options.name());
    request.put("now", null);
    return nodes.of(release).call(what, request);
  }

  private List<String> seenByNode(
      Release release, QueueOptions options, String getter, String field) {
    List<String> seen = new ArrayList<>();
    node(release, options, "queue", Map.of("method", getter))
        .forEach(client -> seen.add(client.get(field).asString()));
    return seen;
  }

  private static Worker worker(QueueOptions options, String name) {
    return Worker.of(WorkerOptions.builder(options).name(name).build(), context -> "1").start();
  }

  private static List<String> addresses(List<QueueWorker> clients) {
    return clients.stream().map(QueueWorker::address).toList();
  }

  @ParameterizedTest
  @EnumSource(Release.class)
  void workersAreListedWithTheirNames(Release release) {
    QueueOptions options = options("workers-" + release.folder());
    try (Queue queue = Queue.open(options);
        Worker named = worker(options, "ours");
        Worker unnamed = worker(options, "");
        Worker odd = worker(options, "two words")) {
      node(release, options, "claim", Map.of("token", "t", "worker", Map.of("name", "theirs")));

      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(queue.figures().workers())
                      .extracting(QueueWorker::name)
                      .containsExactlyInAnyOrder("ours", "", "", "theirs"));
      assertThat(seenByNode(release, options, "getWorkers", "rawname"))
          .map(name -> name.replaceAll(".*=", ""))
          .containsExactlyInAnyOrder(":w:ours", "", "", ":w:theirs");
      assertThat(queue.figures().workers()).allMatch(worker -> worker.address().contains(":"));
      assertThat(queue.figures().listeners()).isEmpty();
    } finally {
      node(release, options, "close", Map.of());
    }
  }

  @ParameterizedTest
  @EnumSource(Release.class)
  void whoListensToTheEventsIsListedByEither(Release release) {
    QueueOptions options = options("listeners-" + release.folder());
    QueueOptions other = options("others-" + release.folder());
    try (Queue queue = Queue.open(options);
        Worker worker = worker(options, "ours");
        QueueEvents elsewhere = QueueEvents.of(other).start()) {
      node(release, options, "listen", Map.of());
      await().atMost(LONG).until(() -> queue.figures().listeners().size() == 1);
      try (QueueEvents ours = QueueEvents.of(options).start();
          QueueEvents alsoOurs = QueueEvents.of(options).start()) {
        await().atMost(LONG).until(() -> queue.figures().listeners().size() == 3);

        assertThat(seenByNode(release, options, "getQueueEvents", "addr"))
            .containsExactlyInAnyOrderElementsOf(addresses(queue.figures().listeners()))
            .doesNotContainAnyElementsOf(addresses(queue.figures().workers()));
      }
      node(release, options, "close", Map.of());
      await().atMost(LONG).until(() -> queue.figures().listeners().isEmpty());
      assertThat(seenByNode(release, options, "getQueueEvents", "addr")).isEmpty();
    } finally {
      node(release, options, "close", Map.of());
    }
  }

  @ParameterizedTest
  @EnumSource(Release.class)
  void underAPrefixThatNoConnectionCanBeNamedAfterNeitherListsAnybody(Release release) {
    QueueOptions options = options("two words " + release.folder());
    QueueOptions other = options("two more " + release.folder());
    try (Queue queue = Queue.open(options);
        Worker worker = worker(options, "ours");
        QueueEvents ours = QueueEvents.of(options).start();
        QueueEvents elsewhere = QueueEvents.of(other).start()) {
      ours.listening().toCompletableFuture().join();
      elsewhere.listening().toCompletableFuture().join();

      assertThat(queue.figures().listeners()).isEmpty();
      assertThat(queue.figures().workers()).isEmpty();
      assertThat(seenByNode(release, options, "getQueueEvents", "addr")).isEmpty();
      assertThat(seenByNode(release, options, "getWorkers", "addr")).isEmpty();
    } finally {
      node(release, options, "close", Map.of());
    }
  }
}

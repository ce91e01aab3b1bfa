package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.queue.Queue;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Each side lists the workers of the other, by the names of their connections. */
@ExtendWith(NodeExtension.class)
final class ForeignWorkersTest {

  private static final String PREFIX = "workers";

  private final NodePeer node;
  private final QueueOptions options;

  ForeignWorkersTest(TestRedis redis, NodePeer node) {
    this.node = node;
    this.options = new QueueOptions(RedisUri.parse(redis.uri()), PREFIX, "j\u00f6bs");
  }

  private JsonNode node(String what, Map<String, ?> more) {
    Map<String, Object> request = new LinkedHashMap<>(more);
    request.put("prefix", PREFIX);
    request.put("queue", options.name());
    request.put("now", null);
    return node.call(what, request);
  }

  private List<String> seenByNode() {
    List<String> names = new ArrayList<>();
    node("queue", Map.of("method", "getWorkers"))
        .forEach(worker -> names.add(worker.get("rawname").asString().replaceAll(".*=", "")));
    return names;
  }

  private static Worker worker(QueueOptions options, String name) {
    return Worker.of(WorkerOptions.builder(options).name(name).build(), context -> "1").start();
  }

  @Test
  void workersAreListedWithTheirNames() {
    try (Queue queue = Queue.open(options);
        Worker named = worker(options, "ours");
        Worker unnamed = worker(options, "");
        Worker odd = worker(options, "two words")) {
      node("claim", Map.of("token", "t", "worker", Map.of("name", "theirs")));

      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () ->
                  assertThat(queue.figures().workers())
                      .extracting(QueueWorker::name)
                      .containsExactlyInAnyOrder("ours", "", "", "theirs"));
      assertThat(seenByNode()).containsExactlyInAnyOrder(":w:ours", "", "", ":w:theirs");
      assertThat(queue.figures().workers()).allMatch(worker -> worker.address().contains(":"));
      assertThat(queue.figures().listeners()).isEmpty();
      node("listen", Map.of());
      await().atMost(Duration.ofSeconds(20)).until(() -> queue.figures().listeners().size() == 1);
    } finally {
      node.call("close", Map.of("prefix", PREFIX));
    }
  }
}

package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.input.InvalidInput;
import dev.tidemill.job.JobOptions;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.TestRedis;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which ids a job may have: those that each release takes. */
@ExtendWith(NodeExtension.class)
final class AllowedIdsTest {

  private static final List<String> IDS =
      List.of(
          "42",
          "000123",
          "-5",
          "9007199254740992",
          "9007199254740993",
          "12345678901234567890",
          "NaN",
          "1e21",
          "0",
          "-0",
          "1.5",
          "a:b",
          "a:b:c",
          "0:1:2");

  private final TestRedis redis;
  private final NodePeers nodes;

  AllowedIdsTest(TestRedis redis, NodePeers nodes) {
    this.redis = redis;
    this.nodes = nodes;
  }

  @ParameterizedTest
  @EnumSource(Release.class)
  void idsThatNodeTakesAreTakenAndThoseThatItRefusesAreRefused(Release release) {
    String prefix = "ids-" + release.folder();
    QueueOptions options = new QueueOptions(RedisUri.parse(redis.uri()), prefix, "q");
    NodeSide node = new NodeSide(nodes.of(release), prefix, "q");
    Map<String, String> its = new LinkedHashMap<>();
    Map<String, String> ours = new LinkedHashMap<>();
    try (Queue queue = Queue.open(options)) {
      for (String id : IDS) {
        its.put(id, stored(queue, id, () -> addByNode(node, id)));
        queue.upkeep().obliterate(true);
        ours.put(id, stored(queue, id, () -> add(queue, id)));
        queue.upkeep().obliterate(true);
      }
    } finally {
      node.close();
    }

    assertThat(ours).isEqualTo(its);
    assertThat(its).containsValues("refused", "stored");
  }

  private static String stored(Queue queue, String id, Runnable add) {
    try {
      add.run();
      return queue.job(id) == null ? "taken and not stored" : "stored";
    } catch (NodePeer.Refused | InvalidInput e) {
      return "refused";
    }
  }

  private static void addByNode(NodeSide node, String id) {
    Map<String, ?> opts = Map.of("jobId", id);
    node.call("add", Map.of("name", "n", "data", 1, "opts", opts));
  }

  private static void add(Queue queue, String id) {
    queue.add("n", "1", JobOptions.builder().id(id).build());
  }
}

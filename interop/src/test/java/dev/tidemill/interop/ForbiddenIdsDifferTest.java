package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.interop.NodePeer.Refused;
import dev.tidemill.job.Deduplication;
import dev.tidemill.job.JobOptions;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * Where a job is to have an id that is the name of a key of its queue: each release beside ours.
 */
@ExtendWith(NodeExtension.class)
final class ForbiddenIdsDifferTest {

  private static final int HOUR = 3_600_000;

  /** An id, and the options of a job that needs the key of that name. */
  private static final Map<String, Map<String, ?>> NEEDED_BY =
      Map.of(
          "delayed",
          Map.of("delay", HOUR),
          "prioritized",
          Map.of("priority", 1),
          "de:some:thing",
          Map.of("deduplication", Map.of("id", "some:thing")));

  private final TestRedis redis;
  private final NodePeers nodes;
  private final String test;

  ForbiddenIdsDifferTest(TestRedis redis, NodePeers nodes, TestInfo info) {
    this.test = info.getTestMethod().orElseThrow().getName();
    this.redis = redis;
    this.nodes = nodes;
  }

  private String prefix(String side, Release release, String id) {
    return side + "-" + test + "-" + release.folder() + "-" + id;
  }

  private JsonNode node(Release release, String id, String duty, Map<String, ?> more) {
    Map<String, Object> request = new HashMap<>(more);
    request.put("prefix", prefix("node", release, id));
    request.put("queue", "q");
    request.put("now", null);
    return nodes.of(release).call(duty, request);
  }

  private String addByNode(Release release, String id, Map<String, ?> opts) {
    return node(release, id, "add", Map.of("name", "n", "data", 1, "opts", opts)).asString();
  }

  private Queue open(Release release, String id) {
    String prefix = prefix("ours", release, id);
    return Queue.open(new QueueOptions(RedisUri.parse(redis.uri()), prefix, "q"));
  }

  private static void assertRefused(Queue queue, String id) {
    JobOptions own = JobOptions.builder().id(id).build();
    assertThatThrownBy(() -> queue.add("n", "1", own))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + id + "' cannot be used");
  }

  @ParameterizedTest
  @EnumSource(Release.class)
  void anIdThatIsTheNameOfAKeyOfTheQueueIsRefusedByTidemillAndBreaksTheQueueWithNode(
      Release release) {
    NEEDED_BY.forEach(
        (id, options) -> {
          assertThat(addByNode(release, id, Map.of("jobId", id))).isEqualTo(id);
          assertThatThrownBy(() -> addByNode(release, id, options))
              .isInstanceOf(Refused.class)
              .hasMessageContaining("WRONGTYPE");

          try (Queue queue = open(release, id)) {
            assertRefused(queue, id);
            queue.add("n", "1", JobOptions.builder().delay(Duration.ofMillis(HOUR)).build());
            queue.add("n", "1", JobOptions.builder().priority(1).build());
            queue.add("n", "1", deduplicated("some:thing"));
            assertThat(queue.counts().unfinished()).isEqualTo(3);
          } finally {
            node(release, id, "close", Map.of());
          }
        });
  }

  private static JobOptions deduplicated(String id) {
    return JobOptions.builder().deduplication(Deduplication.simple(id)).build();
  }

  @ParameterizedTest
  @EnumSource(Release.class)
  void aJobCalledMetaIsRefusedByTidemillAndAnsweredButNotStoredByNode(Release release) {
    String id = "meta";
    node(release, id, "queue", Map.of("method", "setGlobalConcurrency", "args", List.of(7)));

    assertThat(addByNode(release, id, Map.of("jobId", id))).isEqualTo(id);

    JsonNode counts = node(release, id, "queue", Map.of("method", "getJobCounts"));
    assertThat(counts.get("waiting").asInt()).isZero();
    node(release, id, "close", Map.of());
    try (Queue queue = open(release, id)) {
      assertRefused(queue, id);
    }
  }
}

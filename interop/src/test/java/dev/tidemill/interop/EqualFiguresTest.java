package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.interop.Player.Terms;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.Metrics;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The figures of a queue, kept and told by BullMQ under Node.js and by Tidemill. */
@ExtendWith(NodeExtension.class)
final class EqualFiguresTest {

  private final QueueDuel both;
  private int tokens;

  EqualFiguresTest(TestRedis redis, NodePeer node, TestInfo info) {
    String name = info.getTestMethod().orElseThrow().getName();
    both = new QueueDuel(redis, node, name, Terms.plain().counting(4));
  }

  @AfterEach
  void theKeysAreEqual() {
    try (QueueDuel played = both) {
      played.duel.assertEqualKeys();
    }
  }

  private void finish(long moment, boolean well) {
    both.at(moment).duel.add(JobOptions.builder());
    String token = "t" + tokens++;
    both.duel.claim(token);
    if (well) {
      both.duel.complete(token, null);
    } else {
      both.duel.fail(token, null);
    }
    both.duel.assertEqualKeys();
  }

  private static String told(Metrics metrics) {
    return "%d %d %d %s %d"
        .formatted(
            metrics.count(),
            metrics.lastTime(),
            metrics.lastCount(),
            metrics.perMinute(),
            metrics.minutes());
  }

  private static String told(JsonNode metrics) {
    List<Long> points = new ArrayList<>();
    metrics.get("data").forEach(point -> points.add(point.asLong()));
    JsonNode meta = metrics.get("meta");
    return "%d %d %d %s %d"
        .formatted(
            meta.get("count").asLong(),
            meta.get("prevTS").asLong(),
            meta.get("prevCount").asLong(),
            points,
            metrics.get("count").asLong());
  }

  @Test
  void finishedJobsAreCountedByTheMinute() {
    both.ask(queue -> told(queue.figures().completed()), m -> told(m), "getMetrics", "completed");
    finish(100, true);
    finish(200, true);
    finish(300, false);
    finish(60_000, true);
    finish(179_999, true);
    finish(180_000, false);
    finish(1_800_000, true);
    finish(1_800_001, true);
    finish(1_860_000, true);
    both.ask(queue -> told(queue.figures().completed()), m -> told(m), "getMetrics", "completed");
    both.ask(queue -> told(queue.figures().failed()), m -> told(m), "getMetrics", "failed");
    both.ask(
        queue -> told(queue.figures().completed(0, 1)),
        m -> told(m),
        "getMetrics",
        "completed",
        0,
        1);
    assertThat(both.queue.figures().completed().perMinute()).containsExactly(2L, 0L, 0L, 0L);
  }

  @Test
  void jobsThatAreTriedAgainAreNotCounted() {
    both.duel.add(JobOptions.builder().attempts(2));
    both.duel.claim("a");
    both.duel.fail("a", "b");
    both.at(70_000).duel.fail("b", null);
  }

  @Test
  void prometheusReadsTheSameText() {
    finish(0, true);
    finish(1, false);
    both.duel.add(JobOptions.builder().delay(Duration.ofHours(1)));
    both.ask(queue -> queue.figures().prometheus(), JsonNode::asString, "exportPrometheusMetrics");
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("env", "a \"b\" \\ c\nd");
    labels.put("zone", "eu");
    both.ask(
        queue -> queue.figures().prometheus(labels),
        JsonNode::asString,
        "exportPrometheusMetrics",
        labels);
  }
}

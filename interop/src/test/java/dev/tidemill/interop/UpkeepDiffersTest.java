package dev.tidemill.interop;

import static dev.tidemill.interop.QueueDuel.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.interop.Player.Terms;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobRange;
import dev.tidemill.job.JobState;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * Where Tidemill looks after a queue in another way than BullMQ 6.7 on purpose: each test shows
 * both sides.
 */
@ExtendWith(NodeExtension.class)
final class UpkeepDiffersTest {

  private final QueueDuel both;

  UpkeepDiffersTest(TestRedis redis, NodePeer node, TestInfo info) {
    String name = info.getTestMethod().orElseThrow().getName();
    both = new QueueDuel(redis, node, name, Terms.plain().counting(5));
  }

  @AfterEach
  void close() {
    both.close();
  }

  /** BullMQ trims the list by the number of jobs it removed, whichever they were. */
  @Test
  void drainingSparesTheScheduledJobItselfAndNotTheJobThatStandsInItsPlace() {
    both.bothByNode("upsertJobScheduler", "slow", Map.of("every", 60_000), Map.of("name", "tick"));
    String scheduled = both.queue.jobs().ids(JobRange.of(JobState.WAITING)).getFirst();
    both.duel.add(JobOptions.builder());
    both.duel.add(JobOptions.builder());

    both.both(queue -> queue.upkeep().drain(), "drain");

    assertThat(both.queue.jobs().ids(JobRange.of(JobState.WAITING))).containsExactly(scheduled);
    assertThat(QueueDuel.ids(both.node("getRanges", List.of("wait"), 0, -1)))
        .isEqualTo("[" + scheduled + "]");
    both.duel.add(JobOptions.builder().lifo(true));

    both.both(queue -> queue.upkeep().drain(), "drain");

    assertThat(both.queue.jobs().ids(JobRange.of(JobState.WAITING))).containsExactly(scheduled);
    assertThat(QueueDuel.ids(both.node("getRanges", List.of("wait"), 0, -1)))
        .as("BullMQ keeps the id of the job it removed")
        .isNotEqualTo("[" + scheduled + "]");
  }

  /** BullMQ leaves the limiter, parents of children elsewhere, and keys of jobs gone before. */
  @Test
  void obliteratingLeavesNothing() {
    both.duel.add(JobOptions.builder());
    both.bothByNode("rateLimit", 60_000);
    both.bothByNode(
        "add",
        "n",
        1,
        Map.of("deduplication", Map.of("id", "a*", "ttl", 600_000), "removeOnComplete", true));
    both.duel.flow(
        Map.of(
            "name",
            "parent",
            "queueName",
            "q",
            "opts",
            Map.of("jobId", "parent"),
            "children",
            List.of(member("child", "elsewhere", Map.of()))));
    both.duel.claim("t1");
    both.duel.complete("t1", "t2");
    both.duel.complete("t2", null);

    both.both(queue -> queue.upkeep().obliterate(), "obliterate");

    assertThat(both.duel.keys()).allMatch(key -> key.contains(":elsewhere:")).isNotEmpty();
    assertThat(both.node("getRateLimitTtl").asLong()).isPositive();
    assertThat(both.node("getJobCounts").get("waiting-children").asLong()).isEqualTo(1);
    assertThat(both.node("getDeduplicationJobId", "a*").asString()).isEqualTo("2");
  }

  /** BullMQ leaves what waits for the end of a deduplication, also when that was lifted. */
  @Test
  void obliteratingLeavesNothingOfADeduplicationThatWasLifted() {
    Map<String, Object> options =
        Map.of("deduplication", Map.of("id", "d", "keepLastIfActive", true));
    both.bothByNode("add", "n", 1, options);
    both.duel.claim("t1");
    both.bothByNode("add", "n", 2, options);
    both.both(queue -> queue.deduplication().free("d"), "removeDeduplicationKey", "d");

    both.both(queue -> queue.upkeep().obliterate(true), "obliterate", Map.of("force", true));

    assertThat(both.duel.keys()).isEmpty();
  }

  /** BullMQ looks for an id in the marker too, whose members are called 0 and 1. */
  @Test
  void anOrphanCalledOneIsRemovedWhileTheMarkerHasAMemberOfThatName() {
    both.duel.add(JobOptions.builder().delay(Duration.ofHours(1)));
    both.duel.lose("delayed");

    assertThat(both.queue.upkeep().removeOrphanedJobs()).isEqualTo(1);
    assertThat(both.node("removeOrphanedJobs").asLong()).isZero();
  }

  /** BullMQ takes {@code metrics:failed} for what a job called metrics has beside it. */
  @Test
  void removingOrphansSparesTheFiguresOfFailedJobs() {
    both.duel.add(JobOptions.builder());
    both.duel.claim("t");
    both.duel.fail("t", null);

    both.ask(
        queue -> queue.figures().failed().count(),
        UpkeepDiffersTest::count,
        "getMetrics",
        "failed");
    assertThat(both.queue.upkeep().removeOrphanedJobs()).isZero();
    assertThat(both.node("removeOrphanedJobs").asLong()).isEqualTo(1);

    assertThat(both.queue.figures().failed().count()).isEqualTo(1);
    assertThat(count(both.node("getMetrics", "failed"))).isZero();
  }

  private static long count(JsonNode metrics) {
    return metrics.get("meta").get("count").asLong();
  }
}

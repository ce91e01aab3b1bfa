package dev.tidemill.interop;

import static dev.tidemill.interop.QueueDuel.family;
import static dev.tidemill.interop.QueueDuel.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.interop.Player.Terms;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobState;
import dev.tidemill.queue.QueueBusy;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What is done to a whole queue, by BullMQ under Node.js and by Tidemill; the keys are equal. */
@ExtendWith(NodeExtension.class)
final class EqualUpkeepTest {

  private final QueueDuel both;

  EqualUpkeepTest(TestRedis redis, NodePeer node, TestInfo info) {
    String name = info.getTestMethod().orElseThrow().getName();
    both = new QueueDuel(redis, node, name, Terms.plain());
  }

  @AfterEach
  void theKeysAreEqual() {
    try (QueueDuel played = both) {
      played.duel.assertEqualKeys();
    }
  }

  private static JobOptions.Builder options() {
    return JobOptions.builder();
  }

  /** Jobs in every state, added a second apart. */
  private void fill() {
    for (int n = 0; n < 16; n++) {
      both.at(n * 1000L).duel.add(options());
    }
    for (int n = 0; n < 4; n++) {
      both.at(16_000 + n).duel.add(options().delay(Duration.ofMillis(9000 - n)));
      both.duel.add(options().priority(3 - n % 3));
    }
    for (int n = 0; n < 4; n++) {
      both.at(20_000 + n).duel.claim("ok" + n);
      both.duel.complete("ok" + n, null);
      both.duel.claim("no" + n);
      both.duel.fail("no" + n, null);
      both.duel.claim("held" + n);
    }
  }

  private void schedule(String id, long every) {
    both.bothByNode("upsertJobScheduler", id, Map.of("every", every), Map.of("name", "tick"));
  }

  private void clean(JobState state, long grace, long limit) {
    both.clean(state, grace, limit);
    both.duel.assertEqualKeys();
  }

  @Test
  void aQueueIsDrained() {
    fill();
    both.both(queue -> queue.upkeep().drain(), "drain");
    both.duel.assertEqualKeys();
    both.both(queue -> queue.upkeep().drain(true), "drain", true);
    both.duel.assertEqualKeys();
    assertThat(both.queue.counts().unfinished()).isEqualTo(4);
  }

  @Test
  void drainingSparesTheNextJobsOfSchedulers() {
    schedule("slow", 60_000);
    schedule("fast", 1000);
    both.duel.add(options().delay(Duration.ofSeconds(3)));
    both.both(queue -> queue.upkeep().drain(true), "drain", true);
    both.at(1000).duel.claim("t");
    both.both(queue -> queue.upkeep().drain(true), "drain", true);
  }

  @Test
  void drainingTakesFamiliesApart() {
    both.duel.flow(family("parent", Map.of(), "child-1", "child-2"));
    both.duel.flow(
        Map.of(
            "name",
            "far",
            "queueName",
            "far",
            "opts",
            Map.of("jobId", "far-parent"),
            "children",
            List.of(member("near", "q", Map.of()), member("late", "q", Map.of("delay", 500)))));
    Map<String, Object> tree = member("grand", "q", Map.of());
    tree.put("children", List.of(family("middle", Map.of(), "leaf")));
    both.duel.flow(tree);
    both.both(queue -> queue.upkeep().drain(), "drain");
    both.duel.assertEqualKeys();
    both.both(queue -> queue.upkeep().drain(true), "drain", true);
  }

  @Test
  void drainingReleasesDeduplicationIds() {
    both.bothByNode("add", "n", 1, Map.of("deduplication", Map.of("id", "a")));
    both.bothByNode("add", "n", 1, Map.of("deduplication", Map.of("id", "b", "ttl", 50_000)));
    both.bothByNode("add", "n", 2, Map.of("deduplication", Map.of("id", "a")));
    both.both(queue -> queue.upkeep().drain(), "drain");
  }

  @Test
  void everyStateIsCleaned() {
    fill();
    both.duel.lose("18:lock");
    both.at(30_000);
    for (JobState state :
        List.of(
            JobState.COMPLETED,
            JobState.FAILED,
            JobState.DELAYED,
            JobState.PRIORITIZED,
            JobState.WAITING,
            JobState.ACTIVE)) {
      clean(state, 60_000, 0);
      clean(state, 9_998, 2);
      clean(state, 0, 1);
      clean(state, 0, 0);
      clean(state, 0, 0);
    }
  }

  @Test
  void cleaningLooksAtTheOldestOnlyWhenLimited() {
    fill();
    both.at(25_000);
    clean(JobState.WAITING, 12_000, 2);
    clean(JobState.WAITING, 10_000, 3);
    clean(JobState.WAITING, 10_000, 0);
    clean(JobState.DELAYED, 8_998, 3);
    clean(JobState.PRIORITIZED, 8_998, 1);
  }

  @Test
  void activeJobsAreCleanedWhenTheirLockIsLost() {
    fill();
    both.duel.lose("3:lock");
    both.duel.lose("9:lock");
    both.at(40_000);
    clean(JobState.ACTIVE, 19_998, 0);
    clean(JobState.ACTIVE, 0, 0);
  }

  @Test
  void cleaningSparesTheNextJobsOfSchedulers() {
    schedule("slow", 60_000);
    both.duel.add(options().delay(Duration.ofSeconds(3)));
    both.at(100);
    clean(JobState.DELAYED, 0, 0);
    both.at(60_000);
    both.duel.pause(true);
    both.duel.claim("none");
    both.at(70_000);
    clean(JobState.WAITING, 0, 0);
  }

  @Test
  void cleaningTakesFamiliesApart() {
    both.duel.flow(family("parent", Map.of("removeOnFail", false), "child-1", "child-2"));
    both.duel.claim("a");
    both.duel.fail("a", null);
    both.at(10);
    clean(JobState.FAILED, 0, 0);
    clean(JobState.WAITING, 0, 0);
  }

  @Test
  void failedAndCompletedJobsRunAgain() {
    fill();
    both.both(queue -> queue.upkeep().retryFailed(), "retryJobs");
    both.duel.assertEqualKeys();
    Instant until = Instant.ofEpochMilli(Duel.NOON + 20_001);
    both.both(
        queue -> queue.upkeep().retry(JobState.COMPLETED, until),
        "retryJobs",
        Map.of("state", "completed", "timestamp", until.toEpochMilli()));
    both.duel.assertEqualKeys();
    assertThat(both.queue.counts().completed()).isEqualTo(2);
    both.duel.pause(true);
    both.both(
        queue -> queue.upkeep().retry(JobState.COMPLETED, Instant.ofEpochMilli(Duel.NOON + 90_000)),
        "retryJobs",
        Map.of("state", "completed", "count", 1, "timestamp", Duel.NOON + 90_000));
  }

  @Test
  void childrenThatRunAgainAreWaitedForAgain() {
    both.duel.flow(family("parent", Map.of(), "a", "b", "c"));
    both.duel.claim("t1");
    both.duel.complete("t1", "t2");
    both.duel.fail("t2", null);
    Instant now = Instant.ofEpochMilli(Duel.NOON);
    both.both(queue -> queue.upkeep().retry(JobState.FAILED, now), "retryJobs");
    both.both(
        queue -> queue.upkeep().retry(JobState.COMPLETED, now),
        "retryJobs",
        Map.of("state", "completed"));
    both.duel.flow(family("strict", Map.of("failParentOnFailure", true), "d"));
    both.duel.flow(family("easy", Map.of("ignoreDependencyOnFailure", true), "e", "f"));
    for (String token : List.of("u1", "u2", "u3", "u4", "u5", "u6")) {
      both.duel.claim(token);
      both.duel.fail(token, null);
    }
    both.duel.assertEqualKeys();
    both.both(queue -> queue.upkeep().retry(JobState.FAILED, now), "retryJobs");
  }

  @Test
  void delayedJobsArePromoted() {
    fill();
    both.both(queue -> queue.upkeep().promoteAll(), "promoteJobs");
    both.both(queue -> queue.upkeep().promoteAll(), "promoteJobs", Map.of("count", 2));
  }

  @Test
  void orphansAreRemoved() {
    fill();
    both.duel.add(options().id("lost"));
    both.bothByNode("addJobLog", "lost", "line");
    both.duel.lose("completed");
    both.duel.lose("wait");
    both.duel.lose("marker");
    both.ask(queue -> queue.upkeep().removeOrphanedJobs(), JsonNode::asLong, "removeOrphanedJobs");
    both.ask(queue -> queue.upkeep().removeOrphanedJobs(), JsonNode::asLong, "removeOrphanedJobs");
  }

  @Test
  void eventsAreTrimmed() {
    for (int n = 0; n < 300; n++) {
      both.duel.add(options());
    }
    both.ask(queue -> queue.upkeep().trimEvents(100), JsonNode::asLong, "trimEvents", 100);
  }

  @Test
  void aQueueIsObliterated() {
    fill();
    schedule("slow", 60_000);
    both.duel.flow(family("parent", Map.of(), "child-1"));
    both.bothByNode("add", "n", 1, Map.of("deduplication", Map.of("id", "a")));
    assertThatThrownBy(() -> both.queue.upkeep().obliterate())
        .isInstanceOf(QueueBusy.class)
        .hasMessageContaining("active jobs");
    assertThatThrownBy(() -> both.node("obliterate")).hasMessageContaining("active jobs");
    both.duel.assertEqualKeys();
    both.both(queue -> queue.upkeep().obliterate(true), "obliterate", Map.of("force", true));
    assertThat(both.duel.keys()).isEmpty();
  }
}

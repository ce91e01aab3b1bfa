package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.interop.Player.Terms;
import dev.tidemill.testkit.TestRedis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Flows that BullMQ has added, worked off by BullMQ under Node.js and by Tidemill with equal keys.
 */
@ExtendWith(NodeExtension.class)
final class EqualFlowsTest {

  private final Duel duel;

  EqualFlowsTest(TestRedis redis, NodePeer node, TestInfo info) {
    String name = info.getDisplayName().replaceAll("\\W", "");
    duel = new Duel(redis, node, "flow-" + name, Terms.plain());
  }

  private static Map<String, Object> parent(Map<String, ?> options, List<?> children) {
    Map<String, Object> job = job("parent", options);
    job.put("children", children);
    return job;
  }

  private static Map<String, Object> job(String id, Map<String, ?> options) {
    Map<String, Object> all = new HashMap<>(options);
    all.put("jobId", id);
    Map<String, Object> job = new HashMap<>();
    job.put("name", "of-flow");
    job.put("queueName", "q");
    job.put("data", Map.of("id", id));
    job.put("opts", all);
    return job;
  }

  private static List<?> children(Map<String, ?> options) {
    List<Map<String, Object>> two = new ArrayList<>();
    two.add(job("child-1", options));
    two.add(job("child-2", options));
    return two;
  }

  @AfterEach
  void theKeysAreEqual() {
    try (Duel played = duel) {
      played.assertEqualKeys();
    }
  }

  @Test
  void theLastChildReleasesTheParent() {
    duel.flow(parent(Map.of(), children(Map.of())));
    duel.claim("a");
    assertThat(duel.at(5).complete("a", "b")).isEqualTo("0 child-2");
    assertThat(duel.at(9).complete("b", "c")).isEqualTo("0 parent");
    duel.complete("c", null);
  }

  @Test
  void aParentIsReleasedToItsDelayAndThenToItsPriority() {
    duel.flow(parent(Map.of("delay", 1000, "priority", 3), children(Map.of())));
    duel.claim("a");
    duel.at(5).complete("a", "b");
    assertThat(duel.at(9).complete("b", "c")).isEqualTo("0 nothing");
    assertThat(duel.at(1009).claim("d")).isEqualTo("parent");
  }

  @Test
  void aPrioritizedParentGoesBehindItsClass() {
    duel.flow(parent(Map.of("priority", 3), children(Map.of("priority", 1))));
    duel.claim("a");
    duel.claim("b");
    duel.complete("a", null);
    duel.complete("b", null);
  }

  @Test
  void childrenThatAreRemovedAsTheyCompleteReleaseTheParentToo() {
    duel.flow(parent(Map.of(), children(Map.of("removeOnComplete", true))));
    duel.claim("a");
    duel.complete("a", "b");
    assertThat(duel.complete("b", "c")).isEqualTo("0 parent");
  }

  @Test
  void aChildThatFailsAndIsRemovedIsNoLongerWaitedFor() {
    duel.flow(parent(Map.of("priority", 2), children(Map.of("removeOnFail", true))));
    duel.claim("a");
    duel.fail("a", "b");
    assertThat(duel.fail("b", "c")).isEqualTo("0 parent");
  }

  @Test
  void aChildThatFailedAndIsTrimmedIsNoLongerWaitedFor() {
    duel.flow(parent(Map.of(), children(Map.of("removeOnFail", 1))));
    duel.claim("a");
    duel.fail("a", "b");
    duel.at(10).fail("b", "c");
    assertThat(duel.add(dev.tidemill.job.JobOptions.builder())).isEqualTo("[4]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "failParentOnFailure",
        "continueParentOnFailure",
        "ignoreDependencyOnFailure",
        "removeDependencyOnFailure",
        "attempts"
      })
  void aFailedChildTreatsItsParentAsItsFlagSays(String flag) {
    Map<String, Object> options = Map.of(flag, flag.equals("attempts") ? 1 : (Object) true);
    duel.flow(parent(Map.of(), children(options)));
    duel.claim("a");
    duel.claim("b");
    duel.at(5).fail("a", "c");
    duel.at(9).fail("b", "d");
    duel.claim("e");
  }

  @Test
  void aParentCannotCompleteBeforeItsChildren() {
    duel.flow(parent(Map.of(), children(Map.of("continueParentOnFailure", true))));
    duel.claim("a");
    assertThat(duel.fail("a", "b")).isEqualTo("0 parent");
    assertThat(duel.complete("b", null)).isEqualTo("-4");
  }

  @Test
  void aParentWhoseChildFailedCannotComplete() {
    duel.flow(parent(Map.of(), children(Map.of("failParentOnFailure", true))));
    duel.claim("a");
    assertThat(duel.fail("a", "b")).isEqualTo("0 parent");
    duel.claim("c");
    duel.complete("c", null);
    assertThat(duel.complete("b", null)).isEqualTo("-9");
  }

  @Test
  void aParentInAnotherQueueIsReleasedThere() {
    Map<String, Object> parent = parent(Map.of(), children(Map.of()));
    parent.put("queueName", "other");
    duel.flow(parent);
    duel.claim("a");
    duel.complete("a", "b");
    duel.complete("b", null);
  }
}

package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.interop.Player.Terms;
import dev.tidemill.job.ChildCounts;
import dev.tidemill.job.RetryOptions;
import dev.tidemill.queue.JobHandle;
import dev.tidemill.testkit.TestRedis;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What can be done to parents and children: the keys are equal, and so is what is read. */
@ExtendWith(NodeExtension.class)
final class EqualFamiliesTest {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Duel duel;
  private final VerbDuel verbs;

  EqualFamiliesTest(TestRedis redis, NodePeer node, TestInfo info) {
    String name = info.getDisplayName().replaceAll("\\W", "");
    duel = new Duel(redis, node, "family-" + name, Terms.plain());
    verbs = new VerbDuel(node, duel);
  }

  @AfterEach
  void theKeysAreEqual() {
    try (Duel played = duel;
        VerbDuel also = verbs) {
      played.assertEqualKeys();
    }
  }

  private static Map<String, Object> job(String id, Map<String, ?> options, List<?> children) {
    Map<String, Object> all = new HashMap<>(options);
    all.put("jobId", id);
    Map<String, Object> job = new HashMap<>();
    job.put("name", "of-flow");
    job.put("queueName", "q");
    job.put("data", Map.of("id", id));
    job.put("opts", all);
    if (!children.isEmpty()) {
      job.put("children", children);
    }
    return job;
  }

  private static Map<String, Object> job(String id) {
    return job(id, Map.of(), List.of());
  }

  private static Map<String, Object> flagged(String id, String flag) {
    return job(id, Map.of(flag, true), List.of());
  }

  private void remove(String id, String answer) {
    assertThat(verbs.verb(id, VerbDuel.does(h -> h.remove()), "remove")).isEqualTo(answer);
  }

  /** Reads all that is known about a parent's children, on both sides. */
  private void look(String id) {
    verbs.verb(id, h -> counts(h.children().counts()), "getDependenciesCount");
    verbs.verb(id, h -> parsed(h.children().values()), "getChildrenValues");
    verbs.verb(id, h -> h.children().ignoredFailures(), "getIgnoredChildrenFailures");
    verbs.verb(id, EqualFamiliesTest::all, "getDependencies");
  }

  private static Map<String, Object> counts(ChildCounts counts) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("processed", counts.processed());
    told.put("unprocessed", counts.unprocessed());
    told.put("ignored", counts.ignored());
    told.put("failed", counts.failed());
    return told;
  }

  private static Map<String, Object> parsed(Map<String, String> values) {
    Map<String, Object> told = new LinkedHashMap<>();
    values.forEach((key, json) -> told.put(key, JSON.readTree(json)));
    return told;
  }

  private static Map<String, Object> all(JobHandle job) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("processed", parsed(job.children().values()));
    told.put("unprocessed", job.children().unprocessed());
    told.put("failed", job.children().failed());
    told.put("ignored", job.children().ignoredFailures());
    return told;
  }

  /** Three children: one completes, one fails and is ignored, one is pending. */
  private void threeFates() {
    duel.flow(
        job(
            "parent",
            Map.of(),
            List.of(job("good"), flagged("bad", "ignoreDependencyOnFailure"), job("late"))));
    duel.claim("a");
    duel.claim("b");
    duel.complete("a", null);
    duel.fail("b", null);
  }

  @Test
  void aParentKnowsItsChildren() {
    threeFates();
    look("parent");
    look("nobody");
  }

  @Test
  void aParentKnowsTheChildThatFailedIt() {
    duel.flow(job("parent", Map.of(), List.of(flagged("bad", "failParentOnFailure"), job("late"))));
    duel.claim("a");
    duel.fail("a", null);
    look("parent");
  }

  @Test
  void aParentGoesWithAllItsChildren() {
    threeFates();
    remove("parent", "null");
  }

  @Test
  void childrenOfChildrenGoToo() {
    Map<String, Object> middle = job("middle", Map.of(), List.of(job("leaf")));
    duel.flow(job("top", Map.of(), List.of(middle)));
    remove("top", "null");
  }

  @Test
  void aParentStaysWhenAChildIsLocked() {
    duel.flow(job("parent", Map.of(), List.of(job("child"))));
    duel.claim("a");
    remove("parent", "locked");
    duel.lose("child:lock");
    remove("parent", "null");
  }

  @Test
  void childrenMayStay() {
    duel.flow(job("parent", Map.of(), List.of(job("child"))));
    verbs.verb(
        "parent", VerbDuel.does(h -> h.removeAlone()), "remove", Map.of("removeChildren", false));
    duel.claim("a");
    duel.complete("a", null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "priority", "delay", "paused"})
  void theLastChildThatIsRemovedReleasesItsParent(String kind) {
    Map<String, Object> options =
        switch (kind) {
          case "priority" -> Map.of("priority", 3);
          case "delay" -> Map.of("delay", 1000);
          default -> Map.of();
        };
    duel.flow(job("parent", options, List.of(job("one"), job("two"))));
    duel.pause(kind.equals("paused"));
    remove("one", "null");
    remove("two", "null");
  }

  @Test
  void aParentInAnotherQueueIsReleasedThere() {
    Map<String, Object> parent = job("parent", Map.of(), List.of(job("one")));
    parent.put("queueName", "other");
    duel.flow(parent);
    remove("one", "null");
  }

  @Test
  void pendingChildrenAreRemovedButNotTheOthers() {
    threeFates();
    verbs.verb(
        "parent",
        VerbDuel.does(h -> h.children().removeUnprocessed()),
        "removeUnprocessedChildren");
    look("parent");
  }

  @Test
  void childrenThatSomebodyWorksOnOrThatFailedStay() {
    duel.flow(job("parent", Map.of(), List.of(job("failing"), job("working"), job("late"))));
    duel.claim("a");
    duel.claim("b");
    duel.fail("a", null);
    verbs.verb(
        "parent",
        VerbDuel.does(h -> h.children().removeUnprocessed()),
        "removeUnprocessedChildren");
  }

  @Test
  void aChildLeavesItsParent() {
    duel.flow(job("parent", Map.of(), List.of(job("one"), job("two"))));
    assertThat(leave("one")).isEqualTo("true");
    assertThat(leave("two")).isEqualTo("true");
    duel.claim("a");
  }

  private String leave(String id) {
    return verbs.verb(id, h -> h.removeChildDependency(), "removeChildDependency");
  }

  @Test
  void aChildCannotLeaveAParentThatIsGone() {
    duel.flow(job("parent", Map.of(), List.of(job("one"))));
    duel.lose("parent");
    assertThat(leave("one")).isEqualTo("missing");
  }

  @Test
  void aChildThatHasFinishedDoesNotLeave() {
    duel.flow(job("parent", Map.of(), List.of(job("one"), job("two"))));
    duel.claim("a");
    duel.complete("a", null);
    assertThat(leave("one")).isEqualTo("false");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "failParentOnFailure",
        "continueParentOnFailure",
        "ignoreDependencyOnFailure",
        "removeDependencyOnFailure",
        "plain"
      })
  void aChildThatIsTriedAgainIsWaitedForAgain(String flag) {
    Map<String, Object> child = flag.equals("plain") ? job("child") : flagged("child", flag);
    duel.flow(job("parent", Map.of("priority", 1), List.of(child, job("late"))));
    duel.claim("a");
    duel.fail("a", null);
    Map<String, Object> no = new TreeMap<>();
    no.put("resetAttemptsMade", false);
    no.put("resetAttemptsStarted", false);
    retry("child", RetryOptions.failed(), no);
    look("parent");
  }

  private void retry(String id, RetryOptions options, Map<String, Object> told) {
    verbs.verb(
        id,
        VerbDuel.does(h -> h.retry(options)),
        "retry",
        options.from().name().toLowerCase(Locale.ROOT),
        told);
  }

  @Test
  void aChildThatCompletedAndIsDoneAgainIsWaitedForAgain() {
    duel.flow(job("parent", Map.of(), List.of(job("child"), job("late"))));
    duel.claim("a");
    duel.complete("a", null);
    retry("child", RetryOptions.completed(), Map.of());
    look("parent");
  }
}

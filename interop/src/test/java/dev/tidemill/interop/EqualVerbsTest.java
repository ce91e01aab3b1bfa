package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.interop.Player.Terms;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.LogLines;
import dev.tidemill.job.RetryOptions;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What can be done to one job: done by BullMQ under Node.js and by Tidemill, the keys are equal.
 */
@ExtendWith(NodeExtension.class)
final class EqualVerbsTest {

  private final Duel duel;
  private final VerbDuel verbs;

  EqualVerbsTest(TestRedis redis, NodePeer node, TestInfo info) {
    String name = info.getTestMethod().orElseThrow().getName();
    duel = new Duel(redis, node, "verb-" + name, Terms.plain());
    verbs = new VerbDuel(node, duel);
  }

  @AfterEach
  void theKeysAreEqual() {
    try (Duel played = duel;
        VerbDuel also = verbs) {
      played.assertEqualKeys();
    }
  }

  private static JobOptions.Builder options() {
    return JobOptions.builder();
  }

  private static JobOptions.Builder in(int millis) {
    return options().delay(Duration.ofMillis(millis));
  }

  private String data(String id) {
    return verbs.verb(id, VerbDuel.does(h -> h.updateData("{\"n\":[1,null]}")), "updateData", n());
  }

  private static Map<String, Object> n() {
    return Map.of("n", java.util.Arrays.asList(1, null));
  }

  /** A part of a log as BullMQ tells it. */
  private record Page(List<String> logs, long count) {
    static Page of(LogLines lines) {
      return new Page(lines.lines(), lines.count());
    }
  }

  @Test
  void dataAreReplacedInAnyState() {
    duel.add(options());
    duel.add(in(500));
    assertThat(data("1")).isEqualTo("null");
    data("2");
    duel.claim("a");
    data("1");
    duel.complete("a", null);
    data("1");
    assertThat(data("9")).isEqualTo("missing");
  }

  @Test
  void progressIsAnyJson() {
    duel.add(options());
    for (Object progress : List.of(42, 1.5, "half", true, Map.of("done", 3), List.of(1, 2))) {
      String text = tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(progress);
      verbs.verb("1", VerbDuel.does(h -> h.updateProgress(text)), "updateProgress", progress);
    }
    assertThat(verbs.verb("9", VerbDuel.does(h -> h.updateProgress("1")), "updateProgress", 1))
        .isEqualTo("missing");
  }

  @Test
  void logsGrowAreReadInPagesAndAreCleared() {
    duel.add(options());
    for (String line : List.of("one", "two", "three \ud83c\udf0a", "four", "five")) {
      verbs.verb("1", h -> h.log(line), "log", line);
    }
    for (List<?> page :
        List.of(
            List.of(0, -1, true),
            List.of(1, 2, true),
            List.of(3, 9, true),
            List.of(0, -1, false),
            List.of(1, 2, false),
            List.of(0, 0, false))) {
      verbs.other(
          "1",
          h -> Page.of(h.logs((int) page.get(0), (int) page.get(1), (boolean) page.get(2))),
          "backlog",
          Map.of("job", "1", "args", page));
    }
    verbs.verb("1", VerbDuel.does(h -> h.clearLogs(4)), "clearLogs", 4);
    verbs.verb("1", VerbDuel.does(h -> h.clearLogs(7)), "clearLogs", 7);
    assertThat(verbs.verb("9", h -> h.log("x"), "log", "x")).isEqualTo("missing");
    duel.add(options());
    verbs.verb("2", h -> h.log("x"), "log", "x");
    verbs.verb("2", VerbDuel.does(h -> h.clearLogs()), "clearLogs");
  }

  @Test
  void aLogKeepsAsManyLinesAsItsJobSays() {
    duel.flow(Map.of("name", "n", "queueName", "q", "opts", Map.of("jobId", "a", "keepLogs", 2)));
    for (String line : List.of("one", "two", "three")) {
      verbs.verb("a", h -> h.log(line), "log", line);
    }
  }

  @Test
  void failedJobsAreTriedAgain() {
    duel.add(options());
    duel.add(options().priority(4));
    duel.add(options().lifo(true));
    duel.add(options());
    for (String token : List.of("a", "b", "c", "d")) {
      duel.claim(token);
    }
    for (String token : List.of("a", "b", "c")) {
      duel.fail(token, null);
    }
    duel.complete("d", null);
    duel.at(5);
    duel.add(options());
    for (String id : List.of("1", "2", "3", "4")) {
      verbs.retry(id, RetryOptions.failed());
    }
    assertThat(verbs.retry("1", RetryOptions.failed())).isEqualTo("not in state");
    assertThat(verbs.retry("9", RetryOptions.failed())).isEqualTo("missing");
  }

  @Test
  void completedJobsAreDoneAgainWithTheirCountsForgotten() {
    duel.add(options());
    duel.claim("a");
    duel.complete("a", null);
    verbs.retry("1", RetryOptions.completed());
    duel.claim("b");
    duel.complete("b", null);
    duel.pause(true);
    verbs.retry("1", RetryOptions.completed().forgetAttempts());
    assertThat(verbs.retry("1", RetryOptions.completed())).isEqualTo("not in state");
  }

  @Test
  void delayedJobsArePromoted() {
    duel.add(in(500));
    duel.add(in(500).priority(3));
    duel.add(in(900));
    duel.at(10);
    assertThat(verbs.promote("1")).isEqualTo("null");
    verbs.promote("2");
    assertThat(verbs.promote("1")).isEqualTo("not in state");
    duel.pause(true);
    verbs.promote("3");
  }

  @Test
  void aDelayBeginsAnew() {
    duel.add(in(500));
    duel.add(in(500));
    duel.add(options());
    duel.at(100);
    verbs.changeDelay("1", 5000);
    verbs.changeDelay("2", 400);
    verbs.changeDelay("2", 400);
    verbs.changeDelay("1", 0);
    assertThat(verbs.changeDelay("3", 5)).isEqualTo("not in state");
    assertThat(verbs.changeDelay("9", 5)).isEqualTo("missing");
    duel.at(200).claim("a");
  }

  @Test
  void aPriorityMovesWhatIsInLine() {
    for (int n = 0; n < 3; n++) {
      duel.add(options());
      duel.add(options().priority(2));
    }
    duel.add(in(100));
    verbs.changePriority("1", 2, false);
    verbs.changePriority("3", 2, true);
    verbs.changePriority("2", 0, false);
    verbs.changePriority("4", 0, true);
    verbs.changePriority("6", 5, false);
    verbs.changePriority("5", 0, true);
    verbs.changePriority("7", 9, false);
    assertThat(verbs.changePriority("99", 9, false)).isEqualTo("missing");
    duel.claim("a");
    verbs.changePriority("4", 7, false);
    duel.pause(true);
    verbs.changePriority("6", 0, false);
    verbs.changePriority("2", 1, true);
  }

  @Test
  void jobsAreRemovedFromAnyState() {
    duel.add(options());
    duel.add(options());
    duel.add(options());
    duel.add(options().priority(1));
    duel.add(in(100));
    duel.claim("a");
    duel.claim("b");
    duel.complete("a", null);
    duel.fail("b", null);
    for (String id : List.of("1", "2", "3", "4", "5")) {
      assertThat(verbs.remove(id)).isEqualTo("null");
    }
    assertThat(verbs.remove("1")).isEqualTo("null");
  }

  @Test
  void aJobThatSomebodyWorksOnIsNotRemoved() {
    duel.add(options());
    duel.claim("a");
    assertThat(verbs.remove("1")).isEqualTo("locked");
    duel.lose("1:lock");
    assertThat(verbs.remove("1")).isEqualTo("null");
  }

  @Test
  void theNextJobOfASchedulerIsNotRemoved() {
    verbs.onBoth("queue", Map.of("method", "upsertJobScheduler", "args", List.of("s", every())));
    assertThat(verbs.remove("repeat:s:" + Duel.NOON)).isEqualTo("of a scheduler");
  }

  private static Map<String, Object> every() {
    return Map.of("every", 1000);
  }

  @Test
  void aDeduplicationIdIsFreedByItsOwnerOnly() {
    Map<String, Object> owned = Map.of("deduplication", Map.of("id", "d"));
    Map<String, Object> job = Map.of("name", "n", "data", 1, "opts", owned);
    verbs.onBoth("add", job);
    verbs.verb("1", h -> h.removeDeduplicationKey(), "removeDeduplicationKey");
    verbs.onBoth("add", job);
    assertThat(verbs.verb("1", h -> h.removeDeduplicationKey(), "removeDeduplicationKey"))
        .isEqualTo("false");
    duel.add(options());
    verbs.verb("3", h -> h.removeDeduplicationKey(), "removeDeduplicationKey");
    verbs.remove("1");
    verbs.remove("2");
  }

  @Test
  void aLockIsExtendedUnderItsTokenOnly() {
    duel.add(options());
    duel.claim("a");
    assertThat(
            verbs.verb(
                "1",
                h -> h.extendLock("foreign", Duration.ofSeconds(58)) ? 1 : 0,
                "extendLock",
                "foreign",
                58_000))
        .isEqualTo("0");
  }
}

package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.Backoff;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.Keep;
import dev.tidemill.queue.WorkerOptionsBuilder;
import dev.tidemill.redis.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What becomes of a job when its handler has ended. */
@Contract("Results, failures, retries, what stays")
final class OutcomeContractTest {

  private static final String NEVER = "{\"throw\":\"no luck\"}";

  @AutoClose private final Scene scene;

  OutcomeContractTest(Pairing pairing, Stage stage) {
    this.scene = stage.scene(pairing);
  }

  private static JobOptions.Builder with() {
    return JobOptions.builder();
  }

  @Test
  void everyJsonValueIsAResult() {
    scene.work();
    for (String value :
        List.of("1.5", "\"text\"", "[1,[]]", "false", "{\"a\":{\"b\":null}}", "null")) {
      String id = scene.add("value", "{\"return\":" + value + "}");

      JsonNode told = scene.event("completed", id).get("returnvalue");
      assertThat(told).isEqualTo(Scene.JSON.readTree(value));
      assertThat(scene.node().job(id).get("returnvalue")).isEqualTo(told);
      assertThat(Scene.JSON.readTree(String.valueOf(scene.ourJob(id).returnValue())))
          .isEqualTo(told);
    }
  }

  @Test
  void aFailureKeepsItsReasonAndTellsThatNoAttemptsAreLeft() {
    String id = scene.add("bad", NEVER);

    scene.work();

    assertThat(scene.event("failed", id).get("failedReason").asString()).isEqualTo("no luck");
    assertThat(scene.event("retries-exhausted", id).get("attemptsMade").asString()).isEqualTo("1");
    assertThat(scene.node().job(id).get("failedReason").asString()).isEqualTo("no luck");
    assertThat(scene.node().job(id).get("stacktrace")).hasSize(1);
    assertThat(scene.ourJob(id).failedReason()).isEqualTo("no luck");
  }

  @Test
  void aJobIsTriedAgainAsOftenAsItSays() {
    String id = scene.add("shaky", "{\"throw\":\"x\",\"throwUntil\":2}", with().attempts(3));

    scene.work();

    scene.event("completed", id);
    assertThat(scene.handled()).containsExactly("shaky", "shaky", "shaky");
    assertThat(scene.node().job(id).get("attemptsMade").asInt()).isEqualTo(3);
    assertThat(scene.node().job(id).get("stacktrace")).hasSize(2);
  }

  @Test
  void aRetryAtOnceGoesBehindWhatWaits() {
    scene.add("shaky", "{\"throw\":\"x\",\"throwUntil\":1}", with().attempts(2));
    scene.add("next");

    scene.work();

    scene.awaitHandled("shaky", "next", "shaky");
  }

  @Test
  void aFixedBackoffWaitsEachTimeAsLong() {
    List<Long> waits = waits(Backoff.fixed(Duration.ofMillis(300)));

    assertThat(waits.get(0)).isBetween(150L, 300L);
    assertThat(waits.get(1)).isBetween(150L, 300L);
  }

  @Test
  void anExponentialBackoffDoubles() {
    List<Long> waits = waits(Backoff.exponential(Duration.ofMillis(200)));

    assertThat(waits.get(0)).isBetween(100L, 200L);
    assertThat(waits.get(1)).isBetween(300L, 400L);
  }

  @Test
  void jitterShortensABackoffByAShareAtMost() {
    List<Long> waits = waits(new Backoff("fixed", Duration.ofMillis(400), 0.5));

    assertThat(waits.get(0)).isBetween(100L, 400L);
    assertThat(waits.get(1)).isBetween(100L, 400L);
  }

  @Test
  void aBackoffMayBeOfATypeOfTheUsersOwn() {
    List<Long> waits =
        waits(
            new Backoff("mine", Duration.ZERO, 0),
            ours -> ours.backoff(failed -> Duration.ofMillis(200L * failed.attempt())),
            Map.of("waits", 200));

    assertThat(waits.get(0)).isBetween(100L, 200L);
    assertThat(waits.get(1)).isBetween(300L, 400L);
  }

  private List<Long> waits(Backoff backoff) {
    return waits(backoff, ours -> ours, Map.of());
  }

  /** How long after it was put off the job was due, for each of two attempts that failed. */
  private List<Long> waits(
      Backoff backoff, UnaryOperator<WorkerOptionsBuilder> ours, Map<String, ?> nodes) {
    String data = "{\"throw\":\"x\",\"throwUntil\":2}";
    String id = scene.add("shaky", data, with().attempts(3).backoff(backoff));
    scene.work(ours, nodes);
    scene.event("completed", id);
    List<Long> waits = new ArrayList<>();
    for (Reply entry : scene.redis("XRANGE", scene.key("events"), "-", "+").list()) {
      Map<String, String> fields = entry.list().get(1).fields();
      if ("delayed".equals(fields.get("event"))) {
        String millis = entry.list().getFirst().text().split("-", 2)[0];
        waits.add(Long.parseLong(fields.getOrDefault("delay", "0")) - Long.parseLong(millis));
      }
    }
    assertThat(waits).hasSize(2);
    return waits;
  }

  @Test
  void anUnrecoverableFailureIsFinal() {
    String id = scene.add("bad", "{\"unrecoverable\":\"for good\"}", with().attempts(5));

    scene.work();

    assertThat(scene.event("failed", id).get("failedReason").asString()).isEqualTo("for good");
    assertThat(scene.node().job(id).get("attemptsMade").asInt()).isEqualTo(1);
    assertThat(scene.stream()).doesNotContain("retries-exhausted " + id);
  }

  @Test
  void aHandlerMayHaveItsFailureBeTheLast() {
    String id = scene.add("bad", "{\"discard\":true,\"throw\":\"x\"}", with().attempts(5));

    scene.work();

    assertThat(scene.event("failed", id).get("failedReason").asString()).isEqualTo("x");
    assertThat(scene.node().job(id).get("attemptsMade").asInt()).isEqualTo(1);
    assertThat(scene.handled()).containsExactly("bad");
  }

  @Test
  void aJobMayVanishOnceItHasCompleted() {
    String id = scene.add("gone", "{\"return\":7}", with().removeOnComplete(Keep.none()));

    scene.work();

    assertThat(scene.event("completed", id).get("returnvalue").asInt()).isEqualTo(7);
    assertThat(scene.state(id)).isEqualTo("unknown");
    assertThat(scene.redis("EXISTS", scene.key(id)).number()).isZero();
  }

  @Test
  void aJobMayVanishOnceItHasFailed() {
    String id = scene.add("gone", NEVER, with().removeOnFail(Keep.none()));

    scene.work();

    scene.event("failed", id);
    assertThat(scene.redis("EXISTS", scene.key(id)).number()).isZero();
  }

  @Test
  void onlyTheNewestCompletedJobsAreKept() {
    assertThat(keptOf(5, with().removeOnComplete(Keep.newest(2)), "{}")).containsExactly(4, 5);
  }

  @Test
  void onlyTheNewestFailedJobsAreKept() {
    assertThat(keptOf(5, with().removeOnFail(Keep.newest(2)), NEVER)).containsExactly(4, 5);
  }

  /** Which of so many jobs, by their numbers, are there when all have ended. */
  private List<Integer> keptOf(int count, JobOptions.Builder with, String data) {
    List<Integer> kept = new ArrayList<>();
    for (int n = 1; n <= count; n++) {
      scene.add("job-" + n, data, with);
    }
    scene.work();
    scene.event(data.equals(NEVER) ? "failed" : "completed", Integer.toString(count));
    for (int n = 1; n <= count; n++) {
      if (scene.redis("EXISTS", scene.key(Integer.toString(n))).number() == 1) {
        kept.add(n);
      }
    }
    return kept;
  }

  @Test
  void completedJobsAreKeptForATime() {
    scene.work();
    String old = scene.add("old");
    scene.event("completed", old);
    scene.redis("ZADD", scene.key("completed"), "1000000000000", old);

    String young =
        scene.add("young", "{}", with().removeOnComplete(Keep.youngerThan(Duration.ofMinutes(1))));

    scene.event("completed", young);
    assertThat(scene.redis("EXISTS", scene.key(old)).number()).isZero();
    assertThat(scene.state(young)).isEqualTo("completed");
  }

  @Test
  void trimmingByAgeStopsAtItsLimit() {
    scene.work();
    List<String> old = List.of(scene.add("a"), scene.add("b"), scene.add("c"));
    for (String id : old) {
      scene.event("completed", id);
      scene.redis("ZADD", scene.key("completed"), "1000000000000", id);
    }

    String young =
        scene.add("young", "{}", with().removeOnComplete(new Keep(null, Duration.ofMinutes(1), 2)));

    scene.event("completed", young);
    assertThat(scene.redis("ZCARD", scene.key("completed")).number()).isEqualTo(2);
  }

  @Test
  void aWorkerSaysWhatStaysOfJobsThatDoNot() {
    String id = scene.add("gone");
    String kept = scene.add("kept", "{}", with().removeOnComplete(Keep.all()));

    scene.work(
        ours -> ours.removeOnComplete(Keep.none()), Map.of("removeOnComplete", Map.of("count", 0)));

    scene.event("completed", kept);
    scene.event("completed", id);
    assertThat(scene.state(id)).isEqualTo("unknown");
    assertThat(scene.state(kept)).isEqualTo("completed");
  }

  @Test
  void aDrainedQueueIsTold() {
    String id = scene.add("last");

    scene.work();

    scene.event("completed", id);
    Scene.soon().until(() -> scene.stream().contains("drained"));
  }

  @Test
  void theNameOfAWorkerStandsInItsJobs() {
    String id = scene.add("plain");

    scene.work(ours -> ours.name("ada"), Map.of("name", "ada"));

    scene.event("completed", id);
    assertThat(scene.redis("HGET", scene.key(id), "pb").text()).isEqualTo("ada");
  }

  @Test
  void aJobThatStartedTooOftenFails() {
    String id = scene.add("shaky", NEVER, with().attempts(9));

    scene.work(ours -> ours.maxStartedAttempts(2), Map.of("maxStartedAttempts", 2));

    scene.event("failed", id);
    assertThat(scene.handled()).containsExactly("shaky", "shaky");
    String reason = scene.node().job(id).get("failedReason").asString();
    assertThat(reason)
        .isEqualTo(triesOnceMore() ? "job started more than allowable limit" : "no luck");
  }

  /** Earlier releases take such a job once more, and only then fail it. */
  private boolean triesOnceMore() {
    return !scene.pairing().javaWorks() && scene.pairing().release() != Release.V6_7_0;
  }
}

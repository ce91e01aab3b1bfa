package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.interop.Player.Terms;
import dev.tidemill.job.Backoff;
import dev.tidemill.job.JobOptions;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Jobs that go on later: moved by BullMQ under Node.js and by Tidemill, the keys are equal. */
@ExtendWith(NodeExtension.class)
final class EqualStepsTest {

  private final TestRedis redis;
  private final NodePeer node;
  private final String name;
  private Duel duel;

  EqualStepsTest(TestRedis redis, NodePeer node, TestInfo info) {
    this.redis = redis;
    this.node = node;
    this.name = "step-" + info.getTestMethod().orElseThrow().getName();
    this.duel = new Duel(redis, node, name, Terms.plain());
  }

  @AfterEach
  void theKeysAreEqual() {
    try (Duel played = duel) {
      played.assertEqualKeys();
    }
  }

  private static JobOptions.Builder options() {
    return JobOptions.builder();
  }

  private String step(String token, Step step) {
    return duel.play(step + " " + token, player -> player.step(token, step));
  }

  @Test
  void aJobIsDelayedByItself() {
    duel.add(options());
    duel.add(options().priority(2));
    duel.claim("a");
    duel.at(5).claim("b");
    step("a", Step.delayed(500));
    step("b", Step.delayed(0));
    assertThat(duel.at(6).claim("c")).isEqualTo("2");
    assertThat(duel.at(505).claim("d")).isEqualTo("1");
    duel.complete("d", null);
  }

  @Test
  void aDelayNeedsTheLockAndTheJob() {
    for (int n = 0; n < 4; n++) {
      duel.add(options());
    }
    for (String token : List.of("a", "b", "c", "d")) {
      duel.claim(token);
    }
    duel.lose("1:lock");
    duel.lose("2");
    duel.lose("active");
    assertThat(step("a", Step.delayed(5))).isEqualTo("-2");
    assertThat(step("b", Step.delayed(5))).isEqualTo("-1");
    assertThat(step("c", Step.delayed(5))).isEqualTo("-3");
    assertThat(step("d", Step.children())).isEqualTo("3");
  }

  private static Map<String, Object> flow(String flag) {
    Map<String, Object> child =
        Map.of(
            "name", "n", "queueName", "q", "data", 1, "opts", Map.of("jobId", "child", flag, true));
    Map<String, Object> late =
        Map.of("name", "n", "queueName", "q", "data", 1, "opts", Map.of("jobId", "late"));
    return Map.of(
        "name",
        "n",
        "queueName",
        "q",
        "data",
        1,
        "opts",
        Map.of("jobId", "parent"),
        "children",
        List.of(child, late));
  }

  @Test
  void aParentWaitsForChildrenThatAreStillToFinish() {
    duel.flow(flow("continueParentOnFailure"));
    duel.claim("a");
    assertThat(duel.fail("a", "b")).isEqualTo("0 parent");
    assertThat(step("b", Step.children())).isEqualTo("0");
    duel.at(9).claim("c");
    assertThat(duel.complete("c", "d")).isEqualTo("0 parent");
    assertThat(step("d", Step.children())).isEqualTo("3");
    duel.complete("d", null);
  }

  @Test
  void aParentDoesNotWaitWhenAChildHasFailedIt() {
    duel.flow(flow("failParentOnFailure"));
    duel.claim("a");
    assertThat(duel.fail("a", "b")).isEqualTo("0 parent");
    assertThat(step("b", Step.children())).isEqualTo("-9");
    duel.play("fail", player -> player.fail("b", "a child failed", false, null));
  }

  @Test
  void aWaitForChildrenNeedsTheLockAndTheJob() {
    duel.flow(flow("continueParentOnFailure"));
    duel.claim("a");
    duel.fail("a", "b");
    duel.lose("parent:lock");
    assertThat(step("b", Step.children())).isEqualTo("-2");
  }

  @Test
  void aJobLimitsTheQueue() {
    duel.close();
    duel = new Duel(redis, node, name, Terms.plain().limitedTo(100, Duration.ofMinutes(1)));
    duel.add(options());
    duel.add(options().priority(1));
    duel.add(options().priority(1));
    duel.claim("a");
    duel.claim("b");
    step("a", Step.limited(20_000));
    step("b", Step.limited(50_000));
    assertThat(duel.claim("c")).isEqualTo("limited");
    duel.lose("limiter");
    assertThat(duel.claim("d")).isEqualTo("1");
    assertThat(duel.claim("e")).isEqualTo("2");
  }

  @Test
  void waitsLastAsLongAsBullMqsOwn() {
    Random random = new Random(7);
    List<Map<String, Object>> cases = new ArrayList<>();
    List<Long> ours = new ArrayList<>();
    for (int n = 0; n < 2000; n++) {
      String type = random.nextBoolean() ? "fixed" : "exponential";
      int delay = random.nextInt(random.nextBoolean() ? 10 : 100_000);
      double jitter = List.of(0.0, 0.25, 0.5, 1.0, random.nextDouble()).get(random.nextInt(5));
      int attempt = 1 + random.nextInt(12);
      double chance = random.nextDouble();
      cases.add(
          Map.of(
              "type", type, "delay", delay, "jitter", jitter, "attempt", attempt, "random",
              chance));
      Backoff backoff = new Backoff(type, Duration.ofMillis(delay), jitter);
      ours.add(backoff.millis(attempt, chance));
    }

    List<Long> theirs = new ArrayList<>();
    for (JsonNode wait : node.call("backoffs", Map.of("cases", cases))) {
      theirs.add(wait.asLong());
    }

    assertThat(ours).isEqualTo(theirs);
  }
}

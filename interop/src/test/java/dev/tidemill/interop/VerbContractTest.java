package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.RetryOptions;
import dev.tidemill.queue.JobLocked;
import dev.tidemill.queue.JobNotInState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What can be done to one job. */
@Contract("One job")
final class VerbContractTest {

  @AutoClose private final Scene scene;

  VerbContractTest(Pairing pairing, Stage stage) {
    this.scene = stage.scene(pairing);
  }

  private static JobOptions.Builder late() {
    return JobOptions.builder().delay(Duration.ofHours(1));
  }

  @Test
  void aDelayedJobCanBePromoted() {
    String id = scene.add("late", "{}", late());

    scene.act(our -> our.handle(id).promote(), its -> its.job(id, "promote"));

    scene.work();
    scene.event("completed", id);
    assertThat(scene.node().job(id, "toJSON").get("delay").asInt()).isZero();
  }

  @Test
  void aPromotedJobKeepsItsPriority() {
    String low = scene.add("low", "{}", late().priority(9));
    scene.add("high", "{}", JobOptions.builder().priority(1));

    scene.act(our -> our.handle(low).promote(), its -> its.job(low, "promote"));

    scene.work();
    scene.awaitHandled("high", "low");
  }

  @Test
  void theDelayOfAJobCanBeChanged() {
    String id = scene.add("late", "{}", late());

    scene.act(
        our -> our.handle(id).changeDelay(Duration.ofMillis(50)),
        its -> its.job(id, "changeDelay", 50));

    scene.work();
    scene.event("completed", id);
  }

  @Test
  void aJobThatIsNotDelayedHasNoDelayToChange() {
    String id = scene.add("plain");

    boolean refused =
        scene.ask(
            our -> isRefused(() -> our.handle(id).changeDelay(Duration.ofMillis(50))),
            its -> isRefused(() -> its.job(id, "changeDelay", 50)));

    assertThat(refused).isTrue();
    assertThat(scene.state(id)).isEqualTo("waiting");
  }

  private static boolean isRefused(Runnable step) {
    try {
      step.run();
      return false;
    } catch (NodePeer.Refused | JobNotInState | JobLocked e) {
      return true;
    }
  }

  @Test
  void thePriorityOfAJobCanBeChanged() {
    String low = scene.add("low", "{}", JobOptions.builder().priority(9));
    scene.add("middle", "{}", JobOptions.builder().priority(5));
    String waiting = scene.add("waiting");

    scene.act(
        our -> our.handle(low).changePriority(1),
        its -> its.job(low, "changePriority", Map.of("priority", 1)));
    scene.act(
        our -> our.handle(waiting).changePriority(7),
        its -> its.job(waiting, "changePriority", Map.of("priority", 7)));

    scene.work();
    scene.awaitHandled("low", "middle", "waiting");
  }

  @Test
  void aJobMayGoBeforeAllOfItsPriority() {
    scene.add("first", "{}", JobOptions.builder().priority(5));
    String last = scene.add("last", "{}", JobOptions.builder().priority(5));

    scene.act(
        our -> our.handle(last).changePriority(5, true),
        its -> its.job(last, "changePriority", Map.of("priority", 5, "lifo", true)));

    scene.work();
    scene.awaitHandled("last", "first");
  }

  @Test
  void thePayloadOfAJobCanBeReplaced() {
    String id = scene.add("plain", "{\"return\":1}");

    scene.act(
        our -> our.handle(id).updateData("{\"return\":2}"),
        its -> its.job(id, "updateData", Map.of("return", 2)));

    scene.work();
    assertThat(scene.event("completed", id).get("returnvalue").asInt()).isEqualTo(2);
  }

  @Test
  void progressOfAnyJsonIsToldAndKept() {
    String id = scene.add("plain");
    for (String progress : List.of("50", "\"half\"", "{\"done\":[1,2]}", "true")) {
      scene.act(
          our -> our.handle(id).updateProgress(progress),
          its -> its.job(id, "updateProgress", Scene.JSON.readTree(progress)));

      Scene.soon()
          .untilAsserted(
              () ->
                  assertThat(scene.event("progress", id).get("data"))
                      .isEqualTo(Scene.JSON.readTree(progress)));
      assertThat(scene.node().job(id, "toJSON").get("progress"))
          .isEqualTo(Scene.JSON.readTree(progress));
    }
  }

  @Test
  void theLogOfAJobIsReadAndCutByEither() {
    String id = scene.add("plain");
    for (String line : List.of("one", "two", "three")) {
      scene.act(our -> our.handle(id).log(line), its -> its.job(id, "log", line));
    }
    assertThat(scene.queue().handle(id).logs().lines()).containsExactly("one", "two", "three");
    assertThat(scene.node().queue("getJobLogs", id).get("count").asInt()).isEqualTo(3);

    scene.act(our -> our.handle(id).clearLogs(1), its -> its.job(id, "clearLogs", 1));

    assertThat(scene.queue().handle(id).logs().lines()).containsExactly("three");
    assertThat(scene.node().queue("getJobLogs", id).get("logs").get(0).asString())
        .isEqualTo("three");
  }

  @Test
  void aFailedJobCanBeRetried() {
    String id = scene.add("shaky", "{\"throw\":\"x\",\"throwUntil\":1}");
    scene.work();
    scene.event("failed", id);

    scene.act(our -> our.handle(id).retry(), its -> its.job(id, "retry"));

    scene.event("completed", id);
    assertThat(scene.handled()).containsExactly("shaky", "shaky");
    assertThat(scene.stream()).containsSubsequence("failed " + id, "waiting " + id);
  }

  @Test
  void aCompletedJobCanBeRunAgain() {
    String id = scene.add("plain");
    scene.work();
    scene.event("completed", id);

    scene.act(
        our -> our.handle(id).retry(RetryOptions.completed()),
        its -> its.job(id, "retry", "completed"));

    scene.awaitHandled("plain", "plain");
    scene.awaitState(id, "completed");
  }

  @Test
  void aJobThatHasNotFailedCannotBeRetried() {
    String id = scene.add("plain");

    boolean refused =
        scene.ask(
            our -> isRefused(() -> our.handle(id).retry()),
            its -> isRefused(() -> its.job(id, "retry")));

    assertThat(refused).isTrue();
    assertThat(scene.state(id)).isEqualTo("waiting");
  }

  @Test
  void aJobCanBeRemovedAndIsTold() {
    String id = scene.add("plain");

    scene.act(our -> our.handle(id).remove(), its -> its.job(id, "remove"));

    assertThat(scene.event("removed", id).get("prev").asString()).isIn("wait", "waiting");
    assertThat(scene.redis("EXISTS", scene.key(id)).number()).isZero();
    assertThat(scene.queue().counts().waiting()).isZero();
  }

  @Test
  void aJobThatIsBeingHandledCannotBeRemoved() {
    String id = scene.add("held", "{\"hold\":\"it\"}");
    scene.work();
    scene.awaitHandled("held");

    boolean refused =
        scene.ask(
            our -> isRefused(() -> our.handle(id).remove()),
            its -> isRefused(() -> its.job(id, "remove")));

    assertThat(refused).isTrue();
    scene.release("it");
    scene.event("completed", id);
  }
}

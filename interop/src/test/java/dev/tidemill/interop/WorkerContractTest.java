package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.NewJob;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * What a worker is told while it runs, what it tells, and what it leaves to others: alike for
 * either kind.
 */
@Contract("A worker that is steered")
final class WorkerContractTest {

  private static final Duration OFTEN = Duration.ofMillis(50);

  /** Lets what waits go on as if the queue had never been paused, but wakes nobody. */
  private static final String RESUME_IN_SILENCE =
      """
      redis.call('HDEL', KEYS[1] .. 'meta', 'paused')
      if redis.call('EXISTS', KEYS[1] .. 'paused') == 1 then
        redis.call('RENAME', KEYS[1] .. 'paused', KEYS[1] .. 'wait')
      end
      return redis.call('DEL', KEYS[1] .. 'marker')
      """;

  @AutoClose private final Scene scene;
  private final Steered worker;
  private final Steered other;

  WorkerContractTest(Pairing pairing, Stage stage) {
    this.scene = stage.scene(pairing);
    this.worker = Steered.working(scene);
    this.other = Steered.other(scene);
  }

  private String addHeld(String name) {
    return scene.add(name, "{\"hold\":\"" + name + "\"}");
  }

  private long moment(String id, String field) {
    return Long.parseLong(scene.redis("HGET", scene.key(id), field).text());
  }

  @Test
  void asManyJobsRunAtOnceAsItIsToldWhileItRuns() {
    List<String> ids = List.of("a", "b", "c", "d", "e", "f").stream().map(this::addHeld).toList();
    worker.start();
    scene.awaitHandled("a");

    worker.concurrency(3); // which Node.js's heeds when a job ends
    worker.release("a");
    awaitHandledTogether("a", "b", "c", "d");
    assertThat(scene.queue().counts().active()).isEqualTo(3);

    worker.concurrency(1);
    for (int n = 1; n < 4; n++) {
      worker.release(List.of("a", "b", "c", "d").get(n));
      scene.event("completed", ids.get(n));
    }
    awaitHandledTogether("a", "b", "c", "d", "e");
    assertThat(moment(ids.get(4), "processedOn"))
        .isGreaterThanOrEqualTo(moment(ids.get(3), "finishedOn"));
    assertThat(scene.state(ids.get(5))).isEqualTo("waiting");

    worker.release("e");
    worker.release("f");
    scene.event("completed", ids.get(5));
  }

  /** Those that run at once may begin in any order. */
  private void awaitHandledTogether(String... names) {
    Scene.soon().untilAsserted(() -> assertThat(worker.handled()).containsExactlyInAnyOrder(names));
  }

  @Test
  void aWorkerThatIsPausedTakesNothingWhileOneOfTheOtherKindGoesOn() {
    String held = addHeld("held");
    worker.start();
    scene.awaitHandled("held");
    worker.pause();
    other.start();
    String next = addHeld("next");
    Scene.soon().until(() -> other.handled().contains("next"));
    String more = scene.add("more"); // which nobody but the paused one could take

    worker.release("held");
    scene.event("completed", held);
    assertThat(scene.state(more)).isEqualTo("waiting");
    other.release("next");
    scene.event("completed", next);
    scene.event("completed", more);
    assertThat(scene.queue().isPaused()).isFalse();

    other.pauseAndWait().join();
    worker.resume();
    scene.event("completed", scene.add("last"));

    assertThat(worker.handled()).containsExactly("held", "last");
    assertThat(other.handled()).containsExactly("next", "more");
  }

  @Test
  void whoPausesAWorkerCanWaitForTheJobThatRuns() {
    String held = addHeld("held");
    worker.start();
    scene.awaitHandled("held");

    CompletableFuture<String> stateThen =
        worker.pauseAndWait().thenApply(paused -> scene.state(held));
    Scene.soon().until(worker::isPaused);
    assertThat(stateThen).isNotDone();
    worker.release("held");

    assertThat(stateThen.join()).isEqualTo("completed");
  }

  @Test
  void aWorkerTellsItsOwnEventsInOrderAndThatTheQueueIsDrainedOnce() {
    worker.start(
        ours -> ours.drainDelay(Duration.ofSeconds(1)), Map.of("drainDelay", 1)); // its seconds
    awaitTold("drained");
    worker.pauseAndWait().join();
    worker.resume();
    awaitTold("drained", "paused", "resumed");

    scene.addAll(
        List.of(
            NewJob.of("good", "{\"progress\":{\"done\":1},\"return\":{\"a\":1}}"),
            NewJob.of("bad", "{\"throw\":\"no\"}"),
            new NewJob(
                "again",
                "{\"throw\":\"once\",\"throwUntil\":1,\"return\":\"x\"}",
                JobOptions.builder().attempts(2).build())));
    Scene.soon().until(() -> scene.state("3").equals("completed"));
    // Longer than it waits for a job: it looks in vain again, and does not tell so again.
    String late =
        scene.add("late", "{\"return\":4}", JobOptions.builder().delay(Duration.ofMillis(1500)));
    scene.event("completed", late);
    Scene.soon().until(() -> worker.told().getLast().equals("drained"));
    worker.close();

    awaitTold(
        "drained",
        "paused",
        "resumed",
        "active 1",
        "progress 1 {\"done\":1}",
        "completed 1 {\"a\":1}",
        "active 2",
        "failed 2 no",
        "active 3",
        "retrying 3 once",
        "active 3",
        "completed 3 \"x\"",
        "drained",
        "active 4",
        "completed 4 4",
        "drained",
        "closing",
        "closed");
  }

  private void awaitTold(String... lines) {
    Scene.soon().untilAsserted(() -> assertThat(worker.told()).containsExactly(lines));
  }

  @Test
  void whatDoesNotWorkIsToldAndTheWorkerGoesOn() {
    scene.redis("SET", scene.key("wait"), "no list");
    worker.start(ours -> ours, Map.of("runRetryDelay", 50));
    Scene.soon().until(() -> worker.told().contains("error"));

    scene.redis("DEL", scene.key("wait"));
    String id = scene.add("plain");

    scene.event("completed", id);
    Scene.soon().until(() -> worker.told().contains("completed " + id + " {}"));
  }

  @Test
  void aWorkerThatDoesNotLookForStalledJobsLeavesThemToOneOfTheOtherKind() {
    String left = scene.add("left");
    scene.takeAndLeave();
    worker.start(
        ours -> ours.stalled(OFTEN, 1).checkStalled(false),
        Map.of("stalledInterval", OFTEN.toMillis(), "skipStalledCheck", true));
    // Ten times as long as it would take to look.
    Duration while10 = OFTEN.multipliedBy(10);
    scene.event("completed", scene.add("late", "{}", JobOptions.builder().delay(while10)));
    assertThat(scene.state(left)).isEqualTo("active");
    assertThat(scene.redis("EXISTS", scene.key("stalled-check")).number()).isZero();

    other.start(ours -> ours.stalled(OFTEN, 1), Map.of("stalledInterval", OFTEN.toMillis()));

    scene.event("completed", left);
    Scene.soon().until(() -> other.told().contains("stalled " + left));
    assertThat(other.told()).containsOnlyOnce("stalled " + left);
    assertThat(worker.told()).doesNotContain("stalled " + left);
  }

  @Test
  void aWorkerThatDoesNotRenewLocksLosesALongJobToOneOfTheOtherKind() {
    String id = addHeld("long");
    worker.start(
        ours -> ours.lockDuration(Duration.ofMillis(600)).checkStalled(false).renewLocks(false),
        Map.of("lockDuration", 600, "skipStalledCheck", true, "skipLockRenewal", true));
    scene.awaitHandled("long");

    other.start(ours -> ours.stalled(OFTEN, 1), Map.of("stalledInterval", OFTEN.toMillis()));
    scene.event("stalled", id);
    Scene.soon().until(() -> scene.redis("EXISTS", scene.key(id + ":lock")).number() == 1);
    other.release("long");
    scene.event("completed", id);
    worker.release("long");

    assertThat(other.handled()).containsExactly("long");
    assertThat(worker.handled()).containsExactly("long");
    scene.awaitTrouble();
    assertThat(scene.stream()).containsOnlyOnce("completed " + id);
  }

  @Test
  void anIdleWorkerLooksForJobsThatNobodyAnnouncedAfterItsDrainDelay() {
    worker.start(ours -> ours.drainDelay(Duration.ofSeconds(1)), Map.of("drainDelay", 1));
    String first = scene.add("first");
    scene.event("completed", first);
    Scene.soon().until(this::waitsForJobs);

    scene.queue().pause();
    String hidden = scene.add("hidden");
    scene.redis("EVAL", RESUME_IN_SILENCE, "1", scene.key(""));

    scene.event("completed", hidden);
    // The usual delay is five seconds.
    assertThat(moment(hidden, "processedOn") - moment(hidden, "timestamp")).isLessThan(4000);
  }

  private boolean waitsForJobs() {
    String queue = Base64.getEncoder().encodeToString("jobs".getBytes(StandardCharsets.UTF_8));
    String name = " name=" + scene.options().prefix() + ":" + queue;
    return scene
        .redis("CLIENT", "LIST")
        .text()
        .lines()
        .anyMatch(client -> client.contains(name) && client.contains(" flags=b"));
  }
}

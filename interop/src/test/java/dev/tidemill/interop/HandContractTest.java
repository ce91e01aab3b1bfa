package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.interop.Hands.Taken;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.NewJob;
import dev.tidemill.queue.WorkerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Jobs that are fetched, and told how they ended, by somebody who has no handler. */
@Contract("Jobs taken by hand")
final class HandContractTest {

  private static final int MANY = 200;

  @AutoClose private final Scene scene;
  @AutoClose private final Hands hands;

  HandContractTest(Pairing pairing, Stage stage) {
    this.scene = stage.scene(pairing);
    this.hands = new Hands(scene);
  }

  private String lock(Taken job) {
    return scene.redis("GET", scene.key(job.id() + ":lock")).text();
  }

  @Test
  void aJobTakenByHandIsCompletedByHand() {
    String id = scene.add("plain");

    Taken job = hands.take();
    assertThat(job.id()).isEqualTo(id);
    assertThat(scene.state(id)).isEqualTo("active");
    assertThat(lock(job)).isEqualTo(job.token());
    assertThat(hands.complete(job, "{\"by\":\"hand\"}")).isTrue();

    assertThat(scene.event("completed", id).get("returnvalue").get("by").asString())
        .isEqualTo("hand");
    assertThat(scene.node().job(id).get("attemptsMade").asInt()).isEqualTo(1);
    assertThat(scene.redis("EXISTS", scene.key(id + ":lock")).number()).isZero();
  }

  @Test
  void aJobThatFailsByHandIsTriedAgainAsOftenAsItSays() {
    String id = scene.add("shaky", "{}", JobOptions.builder().attempts(2));

    assertThat(hands.fail(hands.take(), "once")).isTrue();
    assertThat(scene.state(id)).isEqualTo("waiting");
    assertThat(hands.fail(hands.take(), "twice")).isTrue();

    assertThat(scene.event("failed", id).get("failedReason").asString()).isEqualTo("twice");
    assertThat(scene.event("retries-exhausted", id).get("attemptsMade").asString()).isEqualTo("2");
    assertThat(scene.node().job(id).get("stacktrace")).hasSize(2);
    assertThat(scene.ourJob(id).attemptsMade()).isEqualTo(2);
  }

  @Test
  void aLockIsExtendedByHandAsLongAsItIsOnesOwn() {
    String id = scene.add("long");
    Taken job = hands.take();

    assertThat(hands.extendLock(job, Duration.ofMinutes(5))).isTrue();
    assertThat(scene.redis("PTTL", scene.key(id + ":lock")).number()).isGreaterThan(60_000);
    scene.redis("SET", scene.key(id + ":lock"), "somebody-else", "PX", "30000");

    assertThat(hands.extendLock(job, Duration.ofMinutes(5))).isFalse();
    assertThat(hands.complete(job, "1")).isFalse();
    assertThat(scene.state(id)).isEqualTo("active");
    assertThat(lock(job)).isEqualTo("somebody-else");
  }

  @Test
  void nothingIsTakenFromAPausedQueueByHand() throws InterruptedException {
    scene.act(ours -> ours.pause(), its -> its.queue("pause"));
    String id = scene.add("plain");

    assertThat(hands.tryToTake()).isNull();

    scene.act(ours -> ours.resume(), its -> its.queue("resume"));
    assertThat(hands.take().id()).isEqualTo(id);
  }

  @Test
  void noJobIsRunTwiceBesideAWorkerOfTheOtherSide() throws InterruptedException {
    List<String> names = IntStream.range(0, MANY).mapToObj(n -> "job-" + n).toList();
    scene.addAll(names.stream().map(name -> NewJob.of(name, "{}")).toList());
    List<Taken> kept = List.of(hands.take(), hands.take(), hands.take());
    List<String> byHand = new ArrayList<>();
    try (JavaWorks beside = new JavaWorks(scene.queue())) {
      startBeside(beside);
      for (Taken job = hands.tryToTake(); job != null; job = hands.tryToTake()) {
        byHand.add(job.name());
        assertThat(hands.complete(job, "1")).isTrue();
      }
      Scene.soon()
          .untilAsserted(
              () -> assertThat(scene.queue().counts().completed()).isEqualTo(MANY - kept.size()));
      kept.forEach(job -> assertThat(hands.complete(job, "1")).isTrue());

      List<String> all = new ArrayList<>(byHand);
      kept.forEach(job -> all.add(job.name()));
      all.addAll(handledBeside(beside));
      assertThat(all).containsExactlyInAnyOrderElementsOf(names);
      assertThat(scene.queue().counts().completed()).isEqualTo(MANY);
    }
  }

  /** A worker on the side that acts. */
  private void startBeside(JavaWorks beside) {
    if (scene.pairing().javaActs()) {
      beside.start(WorkerOptions.builder(scene.options()).build());
    } else {
      scene.node().call("start", Map.of());
    }
  }

  private List<String> handledBeside(JavaWorks beside) {
    List<String> names = new ArrayList<>(beside.handled());
    for (JsonNode job : scene.node().call("handled", Map.of())) {
      names.add(job.get("name").asString());
    }
    return names;
  }
}

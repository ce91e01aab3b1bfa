package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobState;
import dev.tidemill.job.Metrics;
import dev.tidemill.job.NewJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is done to a queue as a whole. */
@Contract("Upkeep and figures")
final class UpkeepContractTest {

  private static final String ONCE = "{\"throw\":\"x\",\"throwUntil\":1}";

  @AutoClose private final Scene scene;

  UpkeepContractTest(Pairing pairing, Stage stage) {
    this.scene = stage.scene(pairing);
  }

  private String late(String name) {
    return scene.add(name, "{}", JobOptions.builder().delay(Duration.ofHours(1)));
  }

  private void addOfEachKind() {
    scene.add("plain");
    scene.add("urgent", "{}", JobOptions.builder().priority(1));
    late("late");
  }

  @Test
  void drainingTakesWhatIsInLineAndLeavesWhatIsDelayedOrActive() {
    String held = scene.add("held", "{\"hold\":\"it\"}");
    scene.work();
    scene.awaitHandled("held");
    addOfEachKind();

    scene.act(our -> our.upkeep().drain(), its -> its.queue("drain"));

    assertThat(scene.queue().counts().waiting()).isZero();
    assertThat(scene.queue().counts().prioritized()).isZero();
    assertThat(scene.queue().counts().delayed()).isEqualTo(1);
    scene.release("it");
    scene.event("completed", held);
  }

  @Test
  void drainingTakesTheDelayedTooWhenAsked() {
    addOfEachKind();

    scene.act(our -> our.upkeep().drain(true), its -> its.queue("drain", true));

    assertThat(scene.queue().counts().delayed()).isZero();
    assertThat(scene.node().queue("count").asInt()).isZero();
  }

  @Test
  void cleaningTakesOldJobsOfAStateAndTellsWhich() {
    String good = scene.add("good");
    String bad = scene.add("bad", "{\"throw\":\"x\"}");
    scene.work();
    scene.event("completed", good);
    scene.event("failed", bad);
    assertThat(clean(JobState.COMPLETED, Duration.ofHours(1))).isEmpty();

    assertThat(clean(JobState.COMPLETED, Duration.ofSeconds(-1))).containsExactly(good);

    assertThat(scene.state(good)).isEqualTo("unknown");
    assertThat(scene.state(bad)).isEqualTo("failed");
    assertThat(scene.stream()).contains("cleaned");
  }

  private List<String> clean(JobState state, Duration grace) {
    return scene.ask(
        our -> our.upkeep().clean(state, grace),
        its -> {
          List<String> ids = new ArrayList<>();
          its.queue("clean", grace.toMillis(), 100, "completed")
              .forEach(id -> ids.add(id.asString()));
          return ids;
        });
  }

  @Test
  void aQueueThatIsAtWorkIsNotObliteratedUnlessForced() {
    scene.add("held", "{\"hold\":\"it\"}");
    late("late");
    scene.work();
    scene.awaitHandled("held");

    assertThat(scene.refuses(our -> our.upkeep().obliterate(), its -> its.queue("obliterate")))
        .isTrue();
    assertThat(scene.queue().counts().delayed()).isEqualTo(1);
    scene.act(
        our -> our.upkeep().obliterate(true),
        its -> its.queue("obliterate", Map.of("force", true)));

    assertThat(scene.queue().counts().active() + scene.queue().counts().delayed()).isZero();
    assertThat(scene.node().queue("getJobCountByTypes").asInt()).isZero();
    scene.release("it");
  }

  @Test
  void allFailedJobsAreRetriedTogether() {
    List<String> ids = List.of(scene.add("a", ONCE), scene.add("b", ONCE));
    scene.work();
    ids.forEach(id -> scene.event("failed", id));

    scene.act(our -> our.upkeep().retryFailed(), its -> its.queue("retryJobs"));

    ids.forEach(id -> scene.event("completed", id));
    scene.awaitHandled("a", "b", "a", "b");
  }

  @Test
  void completedJobsAreRunAgainTogether() {
    scene.add("a");
    String last = scene.add("b");
    scene.work();
    scene.event("completed", last);

    scene.act(
        our -> our.upkeep().retry(JobState.COMPLETED, Instant.now().plusSeconds(1)),
        its -> its.queue("retryJobs", Map.of("state", "completed")));

    Scene.soon().untilAsserted(() -> assertThat(scene.handled()).hasSize(4));
    scene.awaitState(last, "completed");
  }

  @Test
  void allDelayedJobsArePromotedTogether() {
    List<String> ids = List.of(late("a"), late("b"));

    scene.act(our -> our.upkeep().promoteAll(), its -> its.queue("promoteJobs"));

    scene.work();
    ids.forEach(id -> scene.event("completed", id));
    scene.awaitHandled("a", "b");
  }

  @Test
  void eventsCanBeTrimmed() {
    scene.addAll(Collections.nCopies(300, NewJob.of("a", "{}")));

    scene.act(our -> our.upkeep().trimEvents(100), its -> its.queue("trimEvents", 100));

    assertThat(scene.stream().size()).isBetween(100, 300);
  }

  @Test
  void bothReadTheSameFigures() {
    scene.work(ours -> ours.metrics(5), Map.of("metrics", Map.of("maxDataPoints", 5)));
    List<String> good = List.of(scene.add("a"), scene.add("b"));
    String bad = scene.add("c", "{\"throw\":\"x\"}");
    good.forEach(id -> scene.event("completed", id));
    scene.event("failed", bad);
    scene.redis("HINCRBY", scene.key("metrics:completed"), "prevTS", "-180000");
    scene.event("completed", scene.add("three minutes later"));

    assertThat(scene.queue().figures().completed().perMinute()).hasSizeGreaterThan(2);
    assertThat(sum(scene.queue().figures().completed())).isEqualTo(2);
    assertEqualFigures("completed", scene.queue().figures().completed(), 3);
    assertEqualFigures("failed", scene.queue().figures().failed(), 1);
  }

  private static long sum(Metrics metrics) {
    return metrics.perMinute().stream().mapToLong(Long::longValue).sum();
  }

  private void assertEqualFigures(String which, Metrics ours, long count) {
    JsonNode its = scene.node().queue("getMetrics", which);
    assertThat(ours.count()).isEqualTo(count).isEqualTo(its.get("meta").get("count").asLong());
    assertThat(ours.lastTime()).isEqualTo(its.get("meta").get("prevTS").asLong());
    assertThat(ours.lastCount()).isEqualTo(its.get("meta").get("prevCount").asLong());
    assertThat(ours.perMinute())
        .isEqualTo(its.get("data").valueStream().map(JsonNode::asLong).toList());
  }
}

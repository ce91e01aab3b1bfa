package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.event.JobEnding;
import dev.tidemill.event.QueueEvent;
import dev.tidemill.job.Backoff;
import dev.tidemill.job.Deduplication;
import dev.tidemill.job.FlowJob;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobState;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueEvents;
import dev.tidemill.queue.QueueEventsOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What listeners of either side hear. */
@Contract("Events")
final class EventContractTest {

  @AutoClose private final Scene scene;
  private final List<QueueEvent> ours = new CopyOnWriteArrayList<>();

  EventContractTest(Pairing pairing, Stage stage) {
    this.scene = stage.scene(pairing);
  }

  private QueueEvents listen() {
    QueueEvents events =
        QueueEvents.of(QueueEventsOptions.of(scene.options())).listener(ours::add).start();
    events.listening().toCompletableFuture().join();
    return events;
  }

  private List<String> names(Class<? extends QueueEvent.OfJob> kind) {
    return ours.stream().filter(kind::isInstance).map(event -> kind.cast(event).jobId()).toList();
  }

  private void awaitHeard(Class<? extends QueueEvent.OfJob> kind, String id) {
    Scene.soon().untilAsserted(() -> assertThat(names(kind)).contains(id));
  }

  @Test
  void theLifeOfAJobIsHeardByBoth() {
    try (QueueEvents events = listen()) {
      String id = scene.add("good", "{\"return\":{\"a\":1}}");
      scene.work();

      assertThat(scene.event("completed", id).get("returnvalue").get("a").asInt()).isEqualTo(1);
      awaitHeard(QueueEvent.Completed.class, id);
      assertThat(names(QueueEvent.Added.class)).containsExactly(id);
      assertThat(names(QueueEvent.Waiting.class)).containsExactly(id);
      assertThat(names(QueueEvent.Active.class)).containsExactly(id);
      scene.event("added", id);
      scene.event("waiting", id);
      scene.event("active", id);
    }
  }

  @Test
  void failuresRetriesAndDelaysAreHeardByBoth() {
    try (QueueEvents events = listen()) {
      scene.work();
      String id =
          scene.add(
              "bad",
              "{\"throw\":\"no luck\"}",
              JobOptions.builder().attempts(2).backoff(Backoff.fixed(Duration.ofMillis(20))));

      scene.event("failed", id);
      scene.event("delayed", id);
      scene.event("retries-exhausted", id);
      awaitHeard(QueueEvent.RetriesExhausted.class, id);
      assertThat(names(QueueEvent.Delayed.class)).containsExactly(id);
      assertThat(names(QueueEvent.Failed.class)).containsExactly(id);
      assertThat(names(QueueEvent.Active.class)).containsExactly(id, id);
    }
  }

  @Test
  void aStalledJobIsHeardByBoth() {
    try (QueueEvents events = listen()) {
      String id = scene.add("left");
      scene.takeAndLeave();
      scene.work(
          our -> our.stalled(Duration.ofMillis(100), 1),
          Map.of("stalledInterval", 100, "maxStalledCount", 1));

      scene.event("stalled", id);
      awaitHeard(QueueEvent.Stalled.class, id);
      scene.event("completed", id);
      assertThat(names(QueueEvent.Stalled.class)).containsExactly(id);
    }
  }

  @Test
  void aPauseIsHeardByBoth() {
    try (QueueEvents events = listen()) {
      scene.act(our -> our.pause(), its -> its.queue("pause"));
      scene.act(our -> our.resume(), its -> its.queue("resume"));

      Scene.soon()
          .until(
              () ->
                  ours.stream().anyMatch(QueueEvent.Paused.class::isInstance)
                      && ours.stream().anyMatch(QueueEvent.Resumed.class::isInstance));
      assertThat(scene.stream()).containsExactly("paused", "resumed");
    }
  }

  @Test
  void whoAddedAJobCanWaitForItsEnd() {
    String id = scene.add("good", "{\"return\":7}");
    scene.work();

    try (QueueEvents events = listen()) {
      JobEnding ending = events.awaitFinished(id, Duration.ofSeconds(20));
      assertThat(ending).isEqualTo(new JobEnding.Completed("7"));
    }
    assertThat(scene.node().call("awaitFinished", Map.of("job", id)).asInt()).isEqualTo(7);
  }

  @Test
  void theRarerEventsAreHeardByBothInTheSameWords() {
    List<String> names =
        List.of(
            ("waiting-children progress removed duplicated deduplicated drained cleaned "
                    + "paused resumed")
                .split(" "));
    try (QueueEvents events = listen()) {
      scene.node().call("hear", Map.of("names", names));
      provoke();

      Scene.soon()
          .untilAsserted(() -> assertThat(told(names)).map(AsNode::name).containsAll(names));
      Scene.soon()
          .untilAsserted(
              () ->
                  assertThat(told(names))
                      .containsExactlyElementsOf(
                          scene.node().heard().stream().map(AsNode::of).toList()));
    }
  }

  private List<AsNode> told(List<String> names) {
    return ours.stream().map(AsNode::of).filter(event -> names.contains(event.name())).toList();
  }

  private void provoke() {
    JobOptions.Builder twin = JobOptions.builder().deduplication(Deduplication.simple("d"));
    scene.add("twin", "{}", twin);
    scene.add("other", "{}", twin);
    scene.add("mine", "{}", JobOptions.builder().id("a"));
    scene.add("again", "{}", JobOptions.builder().id("a"));
    String late = scene.add("late", "{}", JobOptions.builder().delay(Duration.ofHours(1)));
    scene.act(
        our -> our.handle(late).updateProgress("{\"p\":1}"),
        its -> its.job(late, "updateProgress", Map.of("p", 1)));
    scene.act(our -> our.handle(late).remove(), its -> its.job(late, "remove"));
    scene.act(Queue::pause, its -> its.queue("pause"));
    scene.act(Queue::resume, its -> its.queue("resume"));
    scene.flow(FlowJob.of("jobs", "top", "{}").waitingFor(FlowJob.of("jobs", "child", "{}")));
    scene.work();
    Scene.soon().until(() -> scene.queue().counts().completed() == 4);
    scene.act(
        our -> our.upkeep().clean(JobState.COMPLETED, Duration.ofSeconds(-1)),
        its -> its.queue("clean", -1000, 100, "completed"));
  }
}

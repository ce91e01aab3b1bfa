package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.ChildFailure;
import dev.tidemill.job.FlowJob;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobRef;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Jobs that wait for others. */
@Contract("Flows")
final class FlowContractTest {

  private static final Duration HOUR = Duration.ofHours(1);

  @AutoClose private final Scene scene;

  FlowContractTest(Pairing pairing, Stage stage) {
    this.scene = stage.scene(pairing);
  }

  private static JobOptions.Builder id(String id) {
    return JobOptions.builder().id(id);
  }

  private static FlowJob job(String id, String data, JobOptions.Builder options) {
    return FlowJob.of("jobs", id, data).with(options.build());
  }

  private static FlowJob job(String id, FlowJob... children) {
    return job(id, "{\"return\":\"" + id + "\"}", id(id)).waitingFor(children);
  }

  private static FlowJob held(String id) {
    return job(id, "{\"hold\":\"it\",\"return\":1}", id(id));
  }

  private static FlowJob top(FlowJob... children) {
    return job("top", "{\"values\":true}", id("top")).waitingFor(children);
  }

  private static FlowJob failing(ChildFailure onFailure) {
    return job("bad", "{\"throw\":\"no luck\"}", id("bad").onFailure(onFailure));
  }

  private void assertValues(String json) {
    assertThat(scene.event("completed", "top").get("returnvalue"))
        .isEqualTo(Scene.JSON.readTree(json));
  }

  @Test
  void aParentRunsLastAndReadsTheValuesOfItsChildren() {
    assertThat(scene.flow(top(job("a"), job("b")))).isEqualTo("top");
    assertThat(scene.state("top")).isEqualTo("waiting-children");

    scene.work();

    assertValues("[\"a\",\"b\"]");
    assertThat(scene.handled()).containsExactlyInAnyOrder("a", "b", "top").endsWith("top");
    assertThat(scene.queue().handle("top").children().values().values())
        .containsExactlyInAnyOrder("\"a\"", "\"b\"");
    assertThat(scene.node().job("top", "getChildrenValues")).hasSize(2);
  }

  @Test
  void aTreeIsWorkedOffFromItsLeaves() {
    scene.flow(top(job("middle", job("leaf"))));

    scene.work();

    scene.awaitHandled("leaf", "middle", "top");
    assertValues("[\"middle\"]");
  }

  @Test
  void aParentWaitsOnWhenItsChildFailsAndNothingElseIsSaid() {
    scene.flow(top(failing(ChildFailure.PARENT_WAITS)));

    scene.work();

    scene.event("failed", "bad");
    assertThat(scene.state("top")).isEqualTo("waiting-children");
  }

  @Test
  void aParentFailsWithItsChild() {
    scene.flow(top(failing(ChildFailure.PARENT_FAILS), job("a")));

    scene.work();

    assertThat(scene.event("failed", "top").get("failedReason").asString())
        .isEqualTo("child " + scene.key("bad") + " failed");
    scene.awaitState("a", "completed");
    assertThat(scene.handled()).doesNotContain("top");
  }

  @Test
  void aFailureGoesUpToTheRoot() {
    FlowJob middle =
        job("middle", "{}", id("middle").onFailure(ChildFailure.PARENT_FAILS))
            .waitingFor(failing(ChildFailure.PARENT_FAILS));
    scene.flow(top(middle));

    scene.work();

    scene.event("failed", "top");
    scene.awaitState("middle", "failed");
    assertThat(scene.handled()).containsExactly("bad");
  }

  @Test
  void aParentGoesOnWithoutAChildWhoseFailureIsIgnored() {
    scene.flow(top(failing(ChildFailure.IGNORED), job("a")));

    scene.work();

    assertValues("[\"a\"]");
    assertThat(scene.queue().handle("top").children().ignoredFailures())
        .containsOnlyKeys(scene.key("bad"))
        .containsValue("no luck");
    assertThat(scene.node().job("top", "getIgnoredChildrenFailures").get(scene.key("bad")))
        .isEqualTo(Scene.JSON.readTree("\"no luck\""));
  }

  @Test
  void aParentForgetsAChildThatIsRemovedByItsFailure() {
    scene.flow(top(failing(ChildFailure.REMOVED), job("a")));

    scene.work();

    assertValues("[\"a\"]");
    assertThat(scene.queue().handle("top").children().ignoredFailures()).isEmpty();
    scene.awaitState("bad", "failed");
  }

  @Test
  void aParentRunsAtOnceWhenAChildFailsThatItGoesOnWithout() {
    FlowJob late = job("late", "{}", id("late").delay(HOUR));
    scene.flow(held("top").waitingFor(failing(ChildFailure.PARENT_CONTINUES), late));

    scene.work();

    scene.awaitHandled("bad", "top");
    assertThat(scene.state("late")).isEqualTo("delayed");
    scene.act(our -> our.handle("late").remove(), its -> its.job("late", "remove"));
    scene.release("it");
    scene.event("completed", "top");
  }

  @Test
  void aDelayedParentWaitsForItsTimeAfterItsChildren() {
    scene.flow(job("top", "{}", id("top").delay(HOUR)).waitingFor(job("a")));

    scene.work();

    scene.awaitState("top", "delayed");
    scene.act(our -> our.handle("top").promote(), its -> its.job("top", "promote"));
    scene.awaitHandled("a", "top");
  }

  @Test
  void aParentTakesThePlaceOfItsPriority() {
    scene.flow(job("top", "{}", id("top").priority(5)).waitingFor(held("a")));
    scene.work();
    scene.awaitHandled("a");
    scene.add("last", "{}", JobOptions.builder().priority(9));
    scene.add("first", "{}", JobOptions.builder().priority(1));

    scene.release("it");

    scene.awaitHandled("a", "first", "top", "last");
  }

  @Test
  void aParentThatRunsWhileItsChildFailsIsRefusedItsCompletion() {
    scene.add("top", "{\"hold\":\"it\"}", id("top"));
    scene.work(ours -> ours.concurrency(2), Map.of("concurrency", 2));
    scene.awaitHandled("top");
    JobRef top = new JobRef(scene.options().prefix() + ":jobs", "top");
    scene.add(
        "bad",
        "{\"throw\":\"no luck\"}",
        id("bad").parent(top).onFailure(ChildFailure.PARENT_FAILS));
    scene.event("failed", "bad");

    scene.release("it");

    assertThat(scene.event("failed", "top").get("failedReason").asString())
        .isEqualTo(
            "Cannot complete job top because it has at least one failed child. moveToFinished");
    assertThat(scene.stream()).doesNotContain("completed top");
  }

  @Test
  void aChildThatHasCompletedBeforeIsNotRunAgain() {
    scene.add("a", "{\"return\":\"a\"}", id("a"));
    scene.work();
    scene.event("completed", "a");

    scene.flow(top(job("a")));

    assertValues("[\"a\"]");
    scene.awaitHandled("a", "top");
  }
}

package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.FlowJob;
import dev.tidemill.job.FlowNode;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobRef;
import dev.tidemill.job.NewJob;
import dev.tidemill.queue.FlowProducer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is done to a flow after it was added: the tree is a parent and a child. */
@Contract("Children that come and go")
final class FamilyContractTest {

  @AutoClose private final Scene scene;

  FamilyContractTest(Pairing pairing, Stage stage) {
    this.scene = stage.scene(pairing);
  }

  private static FlowJob job(String id, String data) {
    return FlowJob.of("jobs", id, data).with(JobOptions.builder().id(id).build());
  }

  @BeforeEach
  void aParentAndAChild() {
    FlowJob child = job("a", "{\"hold\":\"it\",\"return\":1}");
    scene.flow(job("top", "{\"values\":true}").waitingFor(child));
  }

  private JobRef ref(String id) {
    return new JobRef(scene.options().prefix() + ":jobs", id);
  }

  private long there(String id) {
    return scene.redis("EXISTS", scene.key(id)).number();
  }

  @Test
  void aChildMayComeWhileItsParentWaits() {
    scene.work();
    scene.awaitHandled("a");

    scene.add("b", "{\"return\":2}", JobOptions.builder().id("b").parent(ref("top")));
    scene.release("it");

    assertThat(scene.event("completed", "top").get("returnvalue"))
        .isEqualTo(Scene.JSON.readTree("[1,2]"));
    scene.awaitHandled("a", "b", "top");
  }

  @Test
  void aChildOfNobodyIsRefused() {
    assertThat(refusesChild("b", "nobody")).isTrue();

    assertThat(there("b")).isZero();
  }

  @Test
  void aChildOfOneThatIsThereIsRefusedAnotherParent() {
    scene.add("other", "{}", JobOptions.builder().id("other"));

    assertThat(refusesChild("a", "other")).isTrue();

    assertThat(scene.redis("HGET", scene.key("a"), "parentKey").text()).isEqualTo(scene.key("top"));
    assertThat(there("other:dependencies")).isZero();
  }

  private boolean refusesChild(String id, String parent) {
    JobOptions options = JobOptions.builder().id(id).parent(ref(parent)).build();
    return scene.refuses(
        our -> our.add(id, "{}", options), its -> its.add(new NewJob(id, "{}", options)));
  }

  @Test
  void aTreeGoesWithItsRoot() {
    scene.act(our -> our.handle("top").remove(), its -> its.job("top", "remove"));

    assertThat(List.of(there("top"), there("a"))).containsOnly(0L);
    scene.event("removed", "top");
    scene.event("removed", "a");
  }

  @Test
  void aRootWhoseChildIsBeingHandledIsNotRemoved() {
    scene.work();
    scene.awaitHandled("a");

    assertThat(scene.refuses(our -> our.handle("top").remove(), its -> its.job("top", "remove")))
        .isTrue();

    scene.release("it");
    scene.event("completed", "top");
  }

  @Test
  void aParentGoesOnWhenItsLastChildIsSetFree() {
    scene.act(
        our -> our.handle("a").removeChildDependency(),
        its -> its.job("a", "removeChildDependency"));

    scene.release("it");
    scene.work();

    scene.event("completed", "a");
    assertThat(scene.event("completed", "top").get("returnvalue").isEmpty()).isTrue();
  }

  @Test
  void childrenThatNobodyHasTakenCanBeRemoved() {
    scene.act(
        our -> our.handle("top").children().removeUnprocessed(),
        its -> its.job("top", "removeUnprocessedChildren"));

    assertThat(there("a")).isZero();
    scene.work();
    scene.awaitHandled("top");
    scene.event("completed", "top");
  }

  @Test
  void bothReadTheSameTree() {
    JsonNode its =
        scene.node().call("flowTree", Map.of("wanted", Map.of("id", "top", "queueName", "jobs")));
    assertThat(its.get("id").asString()).isEqualTo("top");
    assertThat(its.get("children").get(0).get("id").asString()).isEqualTo("a");

    try (FlowProducer flows =
        FlowProducer.open(scene.options().redis(), scene.options().prefix())) {
      FlowNode ours = Objects.requireNonNull(flows.flow(ref("top")));
      assertThat(ours.children()).extracting(child -> child.ref().id()).containsExactly("a");
    }
    scene.release("it");
    scene.work();
    scene.event("completed", "top");
  }
}

package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.RateLimit;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Handlers that end an attempt to go on later. */
@Contract("Steps of a handler")
final class StepContractTest {

  @AutoClose private final Scene scene;

  StepContractTest(Pairing pairing, Stage stage) {
    this.scene = stage.scene(pairing);
  }

  private void assertOneAttempt(String id) {
    Map<String, String> job = scene.redis("HGETALL", scene.key(id)).fields();
    assertThat(job).containsEntry("atm", "1").containsEntry("ats", "2");
  }

  @Test
  void aHandlerMayPutItsJobOff() {
    String id = scene.add("step", "{\"step\":\"delayed\",\"return\":7}");

    scene.work();

    assertThat(scene.event("completed", id).get("returnvalue").asInt()).isEqualTo(7);
    scene.event("delayed", id);
    scene.awaitHandled("step", "step");
    assertOneAttempt(id);
  }

  @Test
  void aHandlerMayGiveItsJobBack() {
    String id = scene.add("step", "{\"step\":\"waiting\",\"return\":7}");

    scene.work();

    scene.event("completed", id);
    scene.awaitHandled("step", "step");
    assertOneAttempt(id);
  }

  @Test
  void aHandlerMayHaveTheQueueHeldBack() {
    String id = scene.add("step", "{\"step\":\"limited\"}");

    scene.work(
        ours -> ours.limiter(new RateLimit(100, Duration.ofSeconds(1))),
        Map.of("limiter", Map.of("max", 100, "duration", 1000)));

    scene.event("completed", id);
    scene.awaitHandled("step", "step");
    assertOneAttempt(id);
    long waited = scene.ourJob(id).processedOn() - scene.ourJob(id).timestamp();
    assertThat(waited).isGreaterThanOrEqualTo(200);
  }

  @Test
  void aStepKeepsThePriorityOfItsJob() {
    scene.add("step", "{\"step\":\"waiting\"}", JobOptions.builder().priority(3));
    scene.add("same", "{}", JobOptions.builder().priority(3));

    scene.work();

    scene.awaitHandled("step", "step", "same");
  }

  @Test
  void aHandlerMayAddChildrenAndWaitForThem() {
    String id = scene.add("step", "{\"step\":\"children\",\"values\":true}");

    scene.work();

    assertThat(scene.event("completed", id).get("returnvalue"))
        .isEqualTo(Scene.JSON.readTree("[\"grown\"]"));
    scene.event("waiting-children", id);
    scene.awaitHandled("step", "child", "step");
    assertOneAttempt(id);
  }

  @Test
  void aJobThatIsRefusedItsEndForPendingChildrenFails() {
    String id = scene.add("step", "{\"step\":\"pending\"}");

    scene.work();

    assertThat(scene.event("failed", id).get("failedReason").asString())
        .isEqualTo("Job " + id + " has pending dependencies. moveToFinished");
    assertThat(scene.state(id)).isEqualTo("failed");
    assertThat(scene.state("child")).isEqualTo("delayed");
    assertThat(scene.redis("SCARD", scene.key(id + ":dependencies")).number()).isEqualTo(1);
    assertThat(scene.stream()).doesNotContain("completed " + id);
  }
}

package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.JobHandler;
import dev.tidemill.job.JobOptions;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What becomes of a job whose handler is asked to stop, or whose worker of ours goes. */
@Contract("Cancelling and closing")
final class StoppingContractTest {

  private static final Duration SOON = Duration.ofMillis(50);

  @AutoClose private final Scene scene;
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final JobHandler held =
      context -> {
        begun.countDown();
        goOn.await();
        return "\"first\"";
      };

  StoppingContractTest(Pairing pairing, Stage stage) {
    this.scene = stage.scene(pairing);
  }

  /** Has the worker ask a job to stop; answers whether it runs there. */
  private boolean cancel(String id, String reason) {
    return scene.pairing().javaWorks()
        ? scene.javaWorks().cancel(id, reason)
        : scene.node().call("cancel", Map.of("job", id, "reason", reason)).asBoolean();
  }

  private void cancelAll(String reason) {
    if (scene.pairing().javaWorks()) {
      scene.javaWorks().cancelAll(reason);
    } else {
      scene.node().call("cancelAll", Map.of("reason", reason));
    }
  }

  @Test
  void aHandlerThatStopsByThrowingHasItsJobTriedAgain() {
    String id = scene.add("asked", "{\"heed\":\"throw\"}", JobOptions.builder().attempts(2));
    scene.work();
    scene.awaitHandled("asked");

    assertThat(cancel(id, "enough")).isTrue();
    scene.awaitHandled("asked", "asked");
    assertThat(cancel(id, "for good")).isTrue();

    assertThat(scene.event("failed", id).get("failedReason").asString()).isEqualTo("for good");
    assertThat(scene.event("retries-exhausted", id).get("attemptsMade").asString()).isEqualTo("2");
    assertThat(scene.stream())
        .containsSubsequence("active " + id, "waiting " + id, "active " + id, "failed " + id);
  }

  @Test
  void aHandlerThatStopsMayHaveItsJobFailForGood() {
    String id = scene.add("asked", "{\"heed\":\"give up\"}", JobOptions.builder().attempts(5));
    scene.work();
    scene.awaitHandled("asked");

    assertThat(cancel(id, "enough")).isTrue();

    assertThat(scene.event("failed", id).get("failedReason").asString()).isEqualTo("enough");
    assertThat(scene.node().job(id).get("attemptsMade").asInt()).isEqualTo(1);
    assertThat(scene.handled()).containsExactly("asked");
  }

  @Test
  void aHandlerThatStopsMayCompleteItsJob() {
    String id = scene.add("asked", "{\"heed\":\"return\"}");
    scene.work();
    scene.awaitHandled("asked");

    assertThat(cancel(id, "half is enough")).isTrue();

    assertThat(scene.event("completed", id).get("returnvalue").asString())
        .isEqualTo("half is enough");
  }

  @Test
  void aHandlerThatDoesNotHeedGoesOnAndNothingIsWritten() {
    String id = scene.add("deaf", "{\"hold\":\"it\",\"return\":7}");
    scene.work();
    scene.awaitHandled("deaf");
    Map<String, String> before = scene.redis("HGETALL", scene.key(id)).fields();

    assertThat(cancel(id, "enough")).isTrue();

    assertThat(scene.redis("HGETALL", scene.key(id)).fields()).isEqualTo(before);
    assertThat(scene.state(id)).isEqualTo("active");
    scene.release("it");
    assertThat(scene.event("completed", id).get("returnvalue").asInt()).isEqualTo(7);
  }

  @Test
  void onlyAJobThatRunsThereIsAskedToStop() {
    scene.add("held", "{\"hold\":\"it\"}");
    String waiting = scene.add("asked", "{\"return\":7}");
    scene.work();
    scene.awaitHandled("held");

    assertThat(cancel(waiting, "enough")).isFalse();

    scene.release("it");
    assertThat(scene.event("completed", waiting).get("returnvalue").asInt()).isEqualTo(7);
  }

  @Test
  void allThatRunAreAskedTogether() {
    String one = scene.add("asked", "{\"heed\":\"give up\"}");
    String other = scene.add("asked", "{\"heed\":\"return\"}");
    scene.work(ours -> ours.concurrency(2), Map.of("concurrency", 2));
    scene.awaitHandled("asked", "asked");

    cancelAll("closing time");

    assertThat(scene.event("failed", one).get("failedReason").asString()).isEqualTo("closing time");
    assertThat(scene.event("completed", other).get("returnvalue").asString())
        .isEqualTo("closing time");
  }

  @Test
  void aJobThatAClosingWorkerOfOursHandsBackIsTheNextToRun() throws InterruptedException {
    String id = scene.add("long", "{\"return\":7}");
    Worker closing = holding();
    scene.add("next");

    closing.close(SOON);
    assertThat(scene.state(id)).isEqualTo("waiting");
    assertThat(scene.redis("EXISTS", scene.key(id + ":lock")).number()).isZero();
    scene.work();

    scene.awaitHandled("long", "next");
    assertThat(scene.event("completed", id).get("returnvalue").asInt()).isEqualTo(7);
    assertThat(scene.node().job(id).get("attemptsMade").asInt()).isEqualTo(1);
    assertThat(scene.node().job(id).get("stalledCounter").asInt()).isZero();
  }

  @Test
  void aJobThatIsHandedBackKeepsItsPriority() throws InterruptedException {
    String id = scene.add("urgent", "{}", JobOptions.builder().priority(2));
    Worker closing = holding();
    scene.add("low", "{}", JobOptions.builder().priority(3));
    scene.add("most urgent", "{}", JobOptions.builder().priority(1));

    closing.close(SOON);
    assertThat(scene.state(id)).isEqualTo("prioritized");
    scene.work();

    scene.awaitHandled("most urgent", "urgent", "low");
  }

  @Test
  void aJobThatEndsBeforeTheDeadlineIsNotHandedBack() throws InterruptedException {
    String id = scene.add("long", "{\"return\":7}");
    Worker closing = holding();
    Thread close = Thread.startVirtualThread(() -> closing.close(Duration.ofSeconds(20)));

    scene.work();
    scene.add("after");
    scene.awaitHandled("after");
    goOn.countDown();
    close.join();

    assertThat(scene.event("completed", id).get("returnvalue").asString()).isEqualTo("first");
    assertThat(scene.handled()).containsExactly("after");
  }

  /** A worker of ours whose handler has begun with a job. */
  private Worker holding() throws InterruptedException {
    Worker worker = Worker.of(WorkerOptions.builder(scene.options()).build(), held).start();
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    return worker;
  }
}

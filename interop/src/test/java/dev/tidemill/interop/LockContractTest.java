package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Who owns a job while it is active, and what becomes of jobs whose owner has gone silent. */
@Contract("Locks and stalled jobs")
final class LockContractTest {

  private static final String STALLED_TOO_OFTEN = "job stalled more than allowable limit";

  @AutoClose private final Scene scene;

  LockContractTest(Pairing pairing, Stage stage) {
    this.scene = stage.scene(pairing);
  }

  /** A worker that sweeps often. */
  private void workAndSweep(int maxStalled) {
    scene.work(
        ours -> ours.stalled(Duration.ofMillis(100), maxStalled),
        Map.of("stalledInterval", 100, "maxStalledCount", maxStalled));
  }

  private void workWithLockOf(int millis) {
    scene.work(
        ours -> ours.lockDuration(Duration.ofMillis(millis)).stalled(Duration.ofMillis(100), 1),
        Map.of("lockDuration", millis, "stalledInterval", 100));
  }

  private String lock(String id) {
    return scene.redis("GET", scene.key(id + ":lock")).text();
  }

  @Test
  void anActiveJobIsLockedAndTheLockGoesWithItsEnd() {
    String id = scene.add("held", "{\"hold\":\"it\"}");
    scene.work();
    scene.awaitHandled("held");

    assertThat(lock(id)).isNotEmpty();
    assertThat(scene.redis("PTTL", scene.key(id + ":lock")).number()).isBetween(1L, 30_000L);
    scene.release("it");

    scene.event("completed", id);
    assertThat(scene.redis("EXISTS", scene.key(id + ":lock")).number()).isZero();
  }

  @Test
  void everyStartHasATokenOfItsOwn() {
    String first = scene.add("held", "{\"hold\":\"it\"}");
    String second = scene.add("held", "{\"hold\":\"it\"}");
    scene.work(ours -> ours.concurrency(2), Map.of("concurrency", 2));
    scene.awaitHandled("held", "held");

    assertThat(lock(first)).isNotEqualTo(lock(second));

    scene.release("it");
    scene.event("completed", second);
  }

  @Test
  void aLockIsRenewedWhileItsHandlerRuns() {
    String id = scene.add("held", "{\"hold\":\"it\"}");
    workWithLockOf(400);
    scene.awaitHandled("held");

    long started = System.nanoTime();
    Scene.soon()
        .until(
            () -> {
              assertThat(scene.state(id)).isEqualTo("active");
              return System.nanoTime() - started > 1_200_000_000L;
            });

    scene.release("it");
    scene.event("completed", id);
    assertThat(scene.handled()).containsExactly("held");
    assertThat(scene.stream()).doesNotContain("stalled " + id);
  }

  @Test
  void aJobWhoseLockIsGoneIsNotCompletedByItsOldOwner() {
    String id = scene.add("held", "{\"hold\":\"it\"}");
    scene.work();
    scene.awaitHandled("held");

    scene.redis("DEL", scene.key(id + ":lock"));
    scene.release("it");

    scene.awaitTrouble();
    assertThat(scene.state(id)).isEqualTo("active");
    assertThat(scene.stream()).doesNotContain("completed " + id, "failed " + id);
  }

  @Test
  void aJobWhoseLockIsAnothersIsNotCompletedByItsOldOwner() {
    String id = scene.add("held", "{\"hold\":\"it\"}");
    scene.work();
    scene.awaitHandled("held");

    scene.redis("SET", scene.key(id + ":lock"), "somebody-else", "PX", "30000");
    scene.release("it");

    scene.awaitTrouble();
    assertThat(scene.state(id)).isEqualTo("active");
    assertThat(lock(id)).isEqualTo("somebody-else");
    assertThat(scene.stream()).doesNotContain("completed " + id, "failed " + id);
  }

  @Test
  void aJobThatStalledOnceIsRunAgain() {
    String id = scene.add("left");
    scene.takeAndLeave();

    workAndSweep(1);

    scene.event("stalled", id);
    scene.event("completed", id);
    assertThat(scene.node().job(id).get("stalledCounter").asInt()).isEqualTo(1);
  }

  @Test
  void aJobThatStalledTooOftenFailsInTheseVeryWords() {
    String id = scene.add("left");
    scene.takeAndLeave();

    workAndSweep(0);

    assertThat(scene.event("failed", id).get("failedReason").asString())
        .isEqualTo(STALLED_TOO_OFTEN);
    assertThat(scene.handled()).isEmpty();
  }

  @Test
  void aJobThatIsBeingHandledIsNotTakenForStalled() {
    String id = scene.add("held", "{\"hold\":\"it\"}");
    workAndSweep(0);
    scene.awaitHandled("held");
    Scene.soon().until(() -> scene.redis("SCARD", scene.key("stalled")).number() == 1);

    scene.sweepFromTheOtherSide();
    scene.sweepFromTheOtherSide();

    assertThat(scene.state(id)).isEqualTo("active");
    scene.release("it");
    scene.event("completed", id);
  }
}

package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.Deduplication;
import dev.tidemill.job.JobOptions;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Jobs that stand for one another, whoever adds, works, asks and frees. */
@Contract("Deduplication")
final class DeduplicationContractTest {

  private static final Deduplication SIMPLE = Deduplication.simple("d");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Deduplication THROTTLE = Deduplication.throttle("d", HOUR);

  @AutoClose private final Scene scene;

  DeduplicationContractTest(Pairing pairing, Stage stage) {
    this.scene = stage.scene(pairing);
  }

  private static JobOptions.Builder as(Deduplication mode) {
    return JobOptions.builder().deduplication(mode);
  }

  /** The owner of the id, of which both sides must tell the same. */
  private @Nullable String owner() {
    String ours = scene.queue().deduplication().owner("d");
    JsonNode its = scene.node().queue("getDeduplicationJobId", "d");
    assertThat(its.isNull() ? null : its.asString()).isEqualTo(ours);
    return ours;
  }

  private long timeLeft() {
    return scene.redis("PTTL", scene.key("de:d")).number();
  }

  @Test
  void aJobThatAnotherStandsForIsNotAddedAndIsTold() {
    String first = scene.add("one", "{}", as(SIMPLE));

    String second = scene.add("two", "{}", as(SIMPLE));

    assertThat(second).isEqualTo(first);
    JsonNode told = scene.event("deduplicated", first);
    assertThat(told.get("deduplicationId").asString()).isEqualTo("d");
    assertThat(told.get("deduplicatedJobId").asString()).isEqualTo("2");
    assertThat(owner()).isEqualTo(first);
    assertThat(scene.queue().counts().waiting()).isEqualTo(1);
  }

  @Test
  void anIdIsFreeOnceItsJobHasCompleted() {
    String first = scene.add("one", "{}", as(SIMPLE));
    scene.work();
    scene.event("completed", first);

    assertThat(owner()).isNull();
    String second = scene.add("two", "{}", as(SIMPLE));

    assertThat(second).isNotEqualTo(first);
  }

  @Test
  void anIdIsFreeOnceItsJobHasFailedForGood() {
    String first = scene.add("bad", "{\"unrecoverable\":\"no\"}", as(SIMPLE));
    scene.work();
    scene.event("failed", first);

    assertThat(owner()).isNull();
    assertThat(scene.add("two", "{}", as(SIMPLE))).isNotEqualTo(first);
  }

  @Test
  void aThrottleOutlivesItsJobUntilItsTimeIsUp() {
    String first = scene.add("one", "{}", as(THROTTLE));
    scene.work();
    scene.event("completed", first);

    assertThat(timeLeft()).isBetween(1L, HOUR.toMillis());
    assertThat(scene.add("two", "{}", as(THROTTLE))).isEqualTo(first);
    scene.redis("PEXPIRE", scene.key("de:d"), "1");
    Scene.soon().until(() -> owner() == null);
    assertThat(scene.add("three", "{}", as(THROTTLE))).isNotEqualTo(first);
  }

  @Test
  void aThrottleDoesNotBeginAnewWithTheJobsThatAreDropped() {
    scene.add("one", "{}", as(THROTTLE));
    scene.redis("PEXPIRE", scene.key("de:d"), "60000");

    scene.add("two", "{}", as(THROTTLE));

    assertThat(timeLeft()).isBetween(1L, 60_000L);
  }

  @Test
  void anExtendedTimeBeginsAnewWithEveryJobThatIsDropped() {
    Deduplication extend = new Deduplication("d", HOUR, true, false, false, false);
    String first = scene.add("one", "{}", as(extend));
    scene.redis("PEXPIRE", scene.key("de:d"), "60000");

    assertThat(scene.add("two", "{}", as(extend))).isEqualTo(first);

    assertThat(timeLeft()).isGreaterThan(60_000);
  }

  @Test
  void aDebouncedJobGivesWayToTheLast() {
    JobOptions.Builder late = as(Deduplication.debounce("d", HOUR)).delay(HOUR);
    String first = scene.add("one", "{}", late);

    String second = scene.add("two", "{}", late);

    assertThat(second).isNotEqualTo(first);
    assertThat(owner()).isEqualTo(second);
    assertThat(scene.state(first)).isEqualTo("unknown");
    scene.event("removed", first);
    scene.act(our -> our.handle(second).promote(), its -> its.job(second, "promote"));
    scene.work();
    scene.awaitHandled("two");
  }

  @Test
  void theLastJobThatCameWhileAnotherRanRunsAfterIt() {
    Deduplication keepLast = Deduplication.keepLast("d");
    scene.work();
    String first = scene.add("one", "{\"hold\":\"it\"}", as(keepLast));
    scene.awaitHandled("one");

    scene.add("two", "{}", as(keepLast));
    scene.add("three", "{}", as(keepLast));
    scene.release("it");

    scene.event("completed", first);
    scene.awaitHandled("one", "three");
    Scene.soon().until(() -> owner() == null);
  }

  @Test
  void aDelayedJobIsRescheduledByThoseReleasesThatKnowHow() {
    Deduplication mode = new Deduplication("d", null, false, false, false, true);
    boolean known = scene.pairing().javaActs() || scene.pairing().release() == Release.V6_7_0;
    String first = scene.add("one", "{}", as(mode).delay(HOUR));

    assertThat(scene.add("two", "{}", as(mode).delay(Duration.ofMinutes(1)))).isEqualTo(first);

    assertThat(Objects.requireNonNull(scene.queue().job(first)).delay())
        .isEqualTo(known ? 60_000 : HOUR.toMillis());
  }

  @Test
  void anIdCanBeFreedByHand() {
    String first = scene.add("one", "{}", as(SIMPLE));

    boolean freed =
        scene.ask(
            our -> our.deduplication().free("d"),
            its -> its.queue("removeDeduplicationKey", "d").asInt() == 1);

    assertThat(freed).isTrue();
    assertThat(owner()).isNull();
    assertThat(scene.add("two", "{}", as(SIMPLE))).isNotEqualTo(first);
  }

  @Test
  void onlyItsOwnerFreesAnIdThroughTheJob() {
    String first = scene.add("one", "{}", as(SIMPLE));
    scene.queue().deduplication().free("d");
    String second = scene.add("two", "{}", as(SIMPLE));

    assertThat(free(first)).isFalse();
    assertThat(owner()).isEqualTo(second);
    assertThat(free(second)).isTrue();
    assertThat(owner()).isNull();
  }

  private boolean free(String id) {
    return scene.ask(
        our -> our.handle(id).removeDeduplicationKey(),
        its -> its.job(id, "removeDeduplicationKey").asBoolean());
  }

  @Test
  void anIdIsFreeOnceItsJobIsRemoved() {
    String first = scene.add("one", "{}", as(SIMPLE));

    scene.act(our -> our.handle(first).remove(), its -> its.job(first, "remove"));

    assertThat(owner()).isNull();
    assertThat(scene.add("two", "{}", as(SIMPLE))).isNotEqualTo(first);
  }
}

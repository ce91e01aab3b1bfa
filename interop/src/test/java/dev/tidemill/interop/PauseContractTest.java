package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobState;
import dev.tidemill.job.RateLimit;
import dev.tidemill.queue.Queue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What holds a queue back: the pause, the bound of jobs at once, the rate limit of its workers. */
@Contract("Pause, concurrency, rate limits")
final class PauseContractTest {

  @AutoClose private final Scene scene;

  PauseContractTest(Pairing pairing, Stage stage) {
    this.scene = stage.scene(pairing);
  }

  private void pause() {
    scene.act(Queue::pause, node -> node.queue("pause"));
  }

  private void resume() {
    scene.act(Queue::resume, node -> node.queue("resume"));
  }

  @Test
  void nothingIsTakenFromAPausedQueueUntilItIsResumed() {
    pause();
    scene.work();
    String id = scene.add("plain");
    assertThat(scene.queue().isPaused()).isTrue();
    assertThat(scene.node().queue("isPaused").asBoolean()).isTrue();
    assertThat(scene.handled()).isEmpty();

    resume();

    scene.event("completed", id);
    assertThat(scene.stream()).containsSubsequence("paused", "resumed", "active " + id);
  }

  @Test
  void whatIsActiveEndsAlsoWhilePaused() {
    String id = scene.add("held", "{\"hold\":\"it\"}");
    String next = scene.add("next");
    scene.work();
    scene.awaitHandled("held");

    pause();
    scene.release("it");

    scene.event("completed", id);
    assertThat(scene.state(next)).isEqualTo("waiting");
    resume();
    scene.event("completed", next);
  }

  @Test
  void everyKindOfJobComesThroughAPause() {
    scene.add("before");
    pause();
    scene.add("plain");
    scene.add("high", "{}", JobOptions.builder().priority(1));
    scene.add("late", "{}", JobOptions.builder().delay(Duration.ofMillis(1)));
    resume();

    scene.work();

    Scene.soon()
        .untilAsserted(
            () ->
                assertThat(scene.handled())
                    .containsExactlyInAnyOrder("before", "plain", "high", "late"));
  }

  @Test
  void whatVersion5HasParkedComesHome() {
    scene.add("first");
    scene.redis("HSET", scene.key("meta"), "paused", "1");
    scene.redis("RENAME", scene.key("wait"), scene.key("paused"));
    assertThat(scene.queue().counts().waiting()).isEqualTo(1);

    resume();

    assertThat(scene.queue().ids(JobState.WAITING, 0, -1)).containsExactly("1");
    scene.work();
    scene.awaitHandled("first");
  }

  /** Not with version 5's own resume, which overwrites what waits. */
  @Test
  void whatVersion5HasParkedComesHomeBeforeWhatHasComeSince() {
    scene.add("first");
    scene.redis("HSET", scene.key("meta"), "paused", "1");
    scene.redis("RENAME", scene.key("wait"), scene.key("paused"));
    scene.queue().add("second", "{}");

    if (scene.pairing().release().isVersion5()) {
      scene.queue().resume();
    } else {
      resume();
    }

    assertThat(scene.redis("EXISTS", scene.key("paused")).number()).isZero();
    scene.work();
    scene.awaitHandled("first", "second");
  }

  @Test
  void noMoreJobsRunAtOnceThanTheQueueAllows() {
    scene.act(our -> our.limits().concurrency(1), its -> its.queue("setGlobalConcurrency", 1));
    assertThat(scene.queue().limits().concurrency()).hasValue(1);
    assertThat(scene.node().queue("getGlobalConcurrency").asInt()).isEqualTo(1);
    String first = scene.add("held", "{\"hold\":\"it\"}");
    String second = scene.add("next");
    scene.work(ours -> ours.concurrency(5), Map.of("concurrency", 5));
    scene.awaitHandled("held");

    assertThat(scene.state(second)).isEqualTo("waiting");
    scene.release("it");

    scene.event("completed", first);
    scene.event("completed", second);
  }

  @Test
  void theBoundOnConcurrencyCanBeTakenAway() {
    scene.act(our -> our.limits().concurrency(1), its -> its.queue("setGlobalConcurrency", 1));
    scene.act(our -> our.limits().removeConcurrency(), its -> its.queue("removeGlobalConcurrency"));

    scene.add("held", "{\"hold\":\"it\"}");
    scene.add("too", "{\"hold\":\"it\"}");
    scene.work(ours -> ours.concurrency(2), Map.of("concurrency", 2));

    Scene.soon()
        .untilAsserted(() -> assertThat(scene.handled()).containsExactlyInAnyOrder("held", "too"));
    scene.release("it");
  }

  @Test
  void theQueueStartsNoMoreJobsInAWindowThanItsOwnLimit() {
    scene.act(
        our -> our.limits().rateLimit(new RateLimit(2, Duration.ofMillis(700))),
        its -> its.queue("setGlobalRateLimit", 2, 700));
    List<String> ids = List.of(scene.add("a"), scene.add("b"), scene.add("c"));

    scene.work();

    scene.event("completed", ids.getLast());
    assertThat(start(ids.get(2)) - start(ids.get(0))).isGreaterThanOrEqualTo(600);
    assertThat(start(ids.get(1)) - start(ids.get(0))).isLessThan(600);
  }

  @Test
  void aQueueIsHeldBackByHandForATime() {
    scene.act(
        our -> our.limits().rateLimit(new RateLimit(100, Duration.ofSeconds(1))),
        its -> its.queue("setGlobalRateLimit", 100, 1000));
    scene.act(
        our -> our.limits().holdBack(Duration.ofMillis(700)), its -> its.queue("rateLimit", 700));
    long left = scene.queue().limits().heldBackFor().toMillis();
    assertThat(left).isBetween(1L, 700L);
    assertThat(scene.node().queue("getRateLimitTtl").asLong()).isBetween(1L, left);
    String id = scene.add("late");

    scene.work();

    scene.event("completed", id);
    assertThat(start(id) - scene.ourJob(id).timestamp()).isGreaterThanOrEqualTo(300);
  }

  @Test
  void aQueueThatIsHeldBackCanBeLetGo() {
    scene.act(
        our -> our.limits().rateLimit(new RateLimit(100, Duration.ofSeconds(1))),
        its -> its.queue("setGlobalRateLimit", 100, 1000));
    scene.act(
        our -> our.limits().holdBack(Duration.ofHours(1)),
        its -> its.queue("rateLimit", 3_600_000));

    scene.act(our -> our.limits().letGo(), its -> its.queue("removeRateLimitKey"));

    String id = scene.add("plain");
    scene.work();
    scene.event("completed", id);
  }

  @Test
  void workersStartNoMoreJobsInAWindowThanTheirLimit() {
    List<String> ids = List.of(scene.add("a"), scene.add("b"), scene.add("c"));

    scene.work(
        ours -> ours.limiter(new RateLimit(2, Duration.ofMillis(700))),
        Map.of("limiter", Map.of("max", 2, "duration", 700)));

    scene.event("completed", ids.getLast());
    assertThat(start(ids.get(2)) - start(ids.get(0))).isGreaterThanOrEqualTo(600);
    assertThat(start(ids.get(1)) - start(ids.get(0))).isLessThan(600);
  }

  private long start(String id) {
    return Long.parseLong(scene.redis("HGET", scene.key(id), "processedOn").text());
  }
}

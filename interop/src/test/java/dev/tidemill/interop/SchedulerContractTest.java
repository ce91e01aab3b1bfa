package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobScheduler;
import dev.tidemill.job.JobState;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Jobs that come again and again: who works makes the next one. */
@Contract("Schedulers")
final class SchedulerContractTest {

  private static final NewJob TICK =
      new NewJob("tick", "{\"return\":7}", JobOptions.builder().attempts(2).build());
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

  @AutoClose private final Scene scene;

  SchedulerContractTest(Pairing pairing, Stage stage) {
    this.scene = stage.scene(pairing);
  }

  private void upsert(Schedule.Builder schedule) {
    Schedule built = schedule.build();
    scene.act(
        our -> our.schedulers().upsert("s", built, TICK),
        its ->
            its.queue(
                "upsertJobScheduler", "s", NodeSchedule.of(built), NodeSchedule.template(TICK)));
  }

  private static Schedule.Builder noon() {
    return Schedule.cron("0 0 12 * * *").zone(TOKYO.getId());
  }

  private static Instant noonAfter(Instant moment) {
    ZonedDateTime noon = moment.atZone(TOKYO).with(LocalTime.NOON);
    return (noon.toInstant().isAfter(moment) ? noon : noon.plusDays(1)).toInstant();
  }

  private JobScheduler scheduler() {
    return Objects.requireNonNull(scene.queue().schedulers().get("s"));
  }

  private String waiting() {
    List<String> ids = scene.queue().ids(JobState.DELAYED, 0, -1);
    assertThat(ids).hasSize(1);
    return ids.getFirst();
  }

  @Test
  void anIntervalMakesAsManyJobsAsItsLimitAllows() {
    upsert(Schedule.every(Duration.ofMillis(50)).limit(3));

    scene.work();

    scene.awaitHandled("tick", "tick", "tick");
    Scene.soon().until(() -> scene.queue().counts().completed() == 3);
    assertThat(scene.queue().ids(JobState.COMPLETED, 0, -1))
        .doesNotHaveDuplicates()
        .allMatch(id -> id.startsWith("repeat:s:"));
    assertThat(scheduler().iterations()).isEqualTo(3);
    assertThat(scene.queue().counts().delayed()).isZero();
  }

  @Test
  void anIntervalEndsOnItsDate() {
    upsert(Schedule.every(Duration.ofMillis(100)).end(Instant.now().plusMillis(250)));

    scene.work();

    Scene.soon()
        .until(
            () ->
                scene.queue().counts().completed() > 0
                    && scene
                            .node()
                            .queue("getJobCountByTypes", "delayed", "waiting", "active")
                            .asInt()
                        == 0);
    assertThat(scene.queue().counts().completed()).isBetween(1L, 4L);
  }

  @Test
  void aPatternIsReadByTheClockOfItsZone() {
    Instant noon = noonAfter(Instant.now());

    upsert(noon());

    assertThat(waiting()).isEqualTo("repeat:s:" + noon.toEpochMilli());
    assertThat(scheduler().next()).isEqualTo(noon);
    JsonNode its = scene.node().queue("getJobScheduler", "s");
    assertThat(its.get("next").asLong()).isEqualTo(noon.toEpochMilli());
    assertThat(its.get("tz").asString()).isEqualTo(scheduler().zone());
    assertThat(its.get("pattern").asString()).isEqualTo(scheduler().pattern());
  }

  @Test
  void whoTakesAJobOfAPatternMakesTheNext() {
    upsert(noon());
    String first = waiting();
    scene.act(our -> our.handle(first).promote(), its -> its.job(first, "promote"));

    scene.work();

    scene.event("completed", first);
    Instant next = scheduler().next();
    assertThat(waiting()).isNotEqualTo(first).isEqualTo("repeat:s:" + next.toEpochMilli());
    assertThat(scheduler().iterations()).isEqualTo(2);
    assertThat(scene.ourJob(waiting()).data()).isEqualTo(TICK.data());
    assertThat(scene.node().job(waiting()).get("opts").get("attempts").asInt()).isEqualTo(2);
  }

  @Test
  void theFirstJobOfAPatternMayComeAtOnce() {
    upsert(noon().immediately(true));

    scene.work();

    scene.awaitHandled("tick");
    Scene.soon().untilAsserted(() -> assertThat(scheduler().iterations()).isEqualTo(2));
    Scene.soon().until(() -> scene.queue().counts().completed() == 1);
    assertThat(waiting()).isEqualTo("repeat:s:" + noonAfter(Instant.now()).toEpochMilli());
  }

  @Test
  void puttingInAgainReplacesTheScheduleAndItsJob() {
    upsert(Schedule.every(Duration.ofHours(1)).start(Instant.now().plusSeconds(3600)));
    waiting();

    upsert(noon());

    assertThat(scene.queue().schedulers().count()).isEqualTo(1);
    assertThat(scene.node().queue("getJobSchedulersCount").asInt()).isEqualTo(1);
    assertThat(waiting()).startsWith("repeat:s:");
    assertThat(scheduler().every()).isNull();
    assertThat(scene.queue().counts().waiting()).isZero();
  }

  @Test
  void aSchedulerGoesWithItsNextJob() {
    upsert(noon());
    String next = waiting();

    assertThat(remove()).isTrue();

    assertThat(scene.queue().schedulers().get("s")).isNull();
    assertThat(scene.node().queue("getJobSchedulers")).isEmpty();
    assertThat(scene.redis("EXISTS", scene.key(next)).number()).isZero();
    assertThat(remove()).isFalse();
  }

  private boolean remove() {
    return scene.ask(
        our -> our.schedulers().remove("s"),
        its -> its.queue("removeJobScheduler", "s").asBoolean());
  }
}

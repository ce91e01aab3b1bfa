package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobState;
import dev.tidemill.job.NewJob;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many jobs at once over HTTP: found, tried, done, cancelled. */
@ExtendWith(RedisExtension.class)
class ApiBulkTest {

  private static final String QUEUE = "/api/v1/queues/mails";

  @AutoClose private final Site site;

  ApiBulkTest(TestRedis redis) {
    site = Site.on(redis);
  }

  /** Jobs that have failed, every tenth for another reason. */
  private void fail(int count) {
    List<String> ids =
        site.mails()
            .addAll(
                IntStream.range(0, count)
                    .mapToObj(n -> NewJob.of("mail", "{\"user\":{\"id\":" + n + "}}"))
                    .toList());
    site.redis().call("DEL", "bull:mails:wait");
    List<String> scored = new ArrayList<>(List.of("bull:mails:failed"));
    for (int n = 0; n < count; n++) {
      scored.addAll(List.of(Integer.toString(1000 + n / 3), ids.get(n)));
      String reason = n % 10 == 0 ? "Connect Timeout" : "boom";
      site.redis().call("HSET", "bull:mails:" + ids.get(n), "failedReason", reason);
    }
    site.redis().call("ZADD", scored.toArray(String[]::new));
  }

  private String search(String query) {
    HttpResponse<String> answer = site.http().get(QUEUE + "/jobs?" + query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private String ended(HttpResponse<String> begun) {
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
    String place = begun.headers().firstValue("Location").orElseThrow();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> site.http().get(place).body().contains("\"over\":true"));
    return site.http().get(place).body();
  }

  @Test
  void aJobIsFoundByErrorNamePlaceInThePayloadAndId() {
    fail(50);

    assertThat(search("state=failed&q=error:timeout"))
        .containsSubsequence("\"id\":\"41\"", "\"id\":\"31\"", "\"id\":\"1\"")
        .contains("\"searched\":50", "\"total\":50", "\"progress\":\"searched 50 of 50\"")
        .doesNotContain("\"id\":\"2\"");
    assertThat(search("q=data.user.id:7")).contains("\"id\":\"8\"").doesNotContain("\"id\":\"18\"");
    assertThat(search("q=name:MAIL%20data.user.id:7")).contains("\"id\":\"8\"");
    assertThat(search("q=id:12")).contains("\"id\":\"12\"");
    assertThat(search("q=%22connect%20timeout%22&limit=1"))
        .contains("\"id\":\"41\"", "\"complete\":false", "keep going");
    assertThat(search("q=nothing")).contains("\"items\":[]", "\"complete\":true");
    assertThat(site.http().get(QUEUE + "/jobs?q=color:red").statusCode()).isEqualTo(400);
  }

  @Test
  void anOperationKeepsItsQueueWhileManyOthersAreAskedFor() {
    site.mails().addAll(Collections.nCopies(500, NewJob.of("mail", "{}")));
    HttpResponse<String> begun =
        site.http()
            .send(
                "POST",
                QUEUE + "/bulk",
                "{\"action\":\"remove\",\"select\":{\"state\":\"waiting\"}}");

    for (int n = 0; n < 70; n++) {
      site.http().send("POST", "/api/v1/queues/other" + n + "/jobs", "{}");
    }

    assertThat(ended(begun)).contains("\"phase\":\"done\"", "\"done\":500");
  }

  @Test
  void aSearchGoesOnWhereItWas() {
    fail(60);

    List<String> pages = new ArrayList<>();
    String page = search("q=error:timeout&limit=2");
    pages.add(page);
    while (!page.contains("\"next\":null")) {
      String next = page.replaceAll("(?s).*\"next\":\"([^\"]+)\".*", "$1");
      page = search("q=error:timeout&limit=2&cursor=" + next);
      pages.add(page);
    }

    String all = String.join("", pages);
    assertThat(all)
        .containsSubsequence("\"id\":\"51\"", "\"id\":\"41\"", "\"id\":\"11\"", "\"id\":\"1\"");
    assertThat(all.split("\"state\":\"failed\"", -1)).hasSize(7);
  }

  @Test
  void aDryRunTellsWhatWouldBeDoneAndDoesNothing() {
    fail(30);

    String all =
        site.http().send("POST", QUEUE + "/bulk", "{\"action\":\"retry\",\"dryRun\":true}").body();
    String some =
        site.http()
            .send(
                "POST",
                QUEUE + "/bulk",
                "{\"action\":\"remove\",\"dryRun\":true,"
                    + "\"select\":{\"state\":\"failed\",\"q\":\"error:timeout\"}}")
            .body();

    assertThat(all).contains("\"matched\":30", "\"complete\":true", "\"sample\":[{\"id\":\"");
    assertThat(some).contains("\"matched\":3", "\"total\":30", "\"complete\":true");
    assertThat(site.mails().counts().failed()).isEqualTo(30);
  }

  @Test
  void allThatFailedIsRetriedOnceEach() {
    fail(1_000);

    String end = ended(site.http().send("POST", QUEUE + "/bulk", "{\"action\":\"retry\"}"));

    assertThat(end).contains("\"phase\":\"done\"", "\"done\":1000", "\"skipped\":0");
    assertThat(site.mails().counts().failed()).isZero();
    assertThat(site.mails().counts().waiting()).isEqualTo(1_000);
    assertThat(site.mails().ids(JobState.WAITING, 0, -1)).doesNotHaveDuplicates();
    assertThat(site.redis().call("LINDEX", "bull:mails:wait", "-1")).isEqualTo("1");
  }

  @Test
  void whatIsSelectedIsRemovedAndNothingElse() {
    fail(100);

    String end =
        ended(
            site.http()
                .send(
                    "POST",
                    QUEUE + "/bulk",
                    "{\"action\":\"remove\",\"limit\":4,"
                        + "\"select\":{\"state\":\"failed\",\"q\":\"error:timeout\"}}"));

    assertThat(end).contains("\"matched\":4", "\"done\":4");
    assertThat(site.mails().counts().failed()).isEqualTo(96);
    assertThat(site.mails().job("91")).isNull();
    assertThat(site.mails().job("1")).isNotNull();
  }

  @Test
  void aJobThatHasFailedAnewWhileOthersAreRemovedStays() {
    fail(2_000);

    HttpResponse<String> begun =
        site.http()
            .send(
                "POST",
                QUEUE + "/bulk",
                "{\"action\":\"remove\",\"select\":{\"state\":\"failed\"}}");
    String place = begun.headers().firstValue("Location").orElseThrow();
    Awaitility.await()
        .pollInterval(Duration.ofMillis(1))
        .until(() -> site.http().get(place).body().contains("\"phase\":\"running\""));
    site.redis().call("ZADD", "bull:mails:failed", "9000", "2000"); // the last that is come to

    assertThat(ended(begun)).contains("\"done\":1999", "\"skipped\":1");
    assertThat(site.mails().ids(JobState.FAILED, 0, -1)).containsExactly("2000");
    assertThat(site.mails().job("2000")).isNotNull();
    assertThat(site.mails().job("1999")).isNull();
  }

  @Test
  void aJobIsRemovedOnlyFromTheLineInWhichItWasFound() {
    List<String> ids = site.mails().addAll(List.of(NewJob.of("a", "1"), NewJob.of("b", "2")));
    site.redis().call("SET", "bull:mails:" + ids.get(0) + ":lock", "somebody");

    String end =
        ended(
            site.http()
                .send(
                    "POST",
                    QUEUE + "/bulk",
                    "{\"action\":\"remove\",\"select\":{\"state\":\"waiting\"}}"));

    assertThat(end).contains("\"done\":1", "\"skipped\":1");
    assertThat(site.mails().ids(JobState.WAITING, 0, -1)).containsExactly(ids.get(0));
  }

  @Test
  void theFifthOperationAtOnceIsToldWhenToAskAgain() {
    fail(20_000);
    for (int n = 0; n < 4; n++) {
      site.http().send("POST", QUEUE + "/bulk", "{\"action\":\"retry\"}");
    }

    HttpResponse<String> fifth =
        site.http().send("POST", QUEUE + "/bulk", "{\"action\":\"retry\"}");

    assertThat(fifth.statusCode()).as(fifth.body()).isEqualTo(429);
    assertThat(fifth.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void anOperationThatIsCancelledLeavesTheRestAsItWas() {
    fail(2_000);

    HttpResponse<String> begun =
        site.http().send("POST", QUEUE + "/bulk", "{\"action\":\"retry\"}");
    String place = begun.headers().firstValue("Location").orElseThrow();
    Awaitility.await()
        .pollInterval(Duration.ofMillis(1))
        .until(() -> site.http().get(place).body().contains("\"phase\":\"running\""));
    assertThat(site.http().send("DELETE", place, "").body()).contains("\"cancelling\":true");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> site.http().get(place).body().contains("\"over\":true"));

    assertThat(site.http().get(place).body()).contains("\"phase\":\"cancelled\"");
    assertThat(site.mails().counts().failed()).isPositive();
    assertThat(site.mails().counts().failed() + site.mails().counts().waiting()).isEqualTo(2_000);
    assertThat(site.http().get("/api/v1/operations").body()).contains("\"action\":\"retry\"");
    assertThat(site.http().get("/api/v1/operations/none").statusCode()).isEqualTo(404);
  }

  @Test
  void delayedJobsArePromoted() {
    JobOptions later = JobOptions.builder().delay(Duration.ofHours(1)).build();
    site.mails().add("mail", "1", later);
    site.mails().add("mail", "2", later);

    ended(site.http().send("POST", QUEUE + "/bulk", "{\"action\":\"promote\"}"));

    assertThat(site.mails().counts().waiting()).isEqualTo(2);
    assertThat(
            site.http()
                .send(
                    "POST",
                    QUEUE + "/bulk",
                    "{\"action\":\"promote\",\"select\":{\"state\":\"failed\"}}")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void aQueueIsDrainedAndObliteratedOnlyWhenItsNameIsSaidAgain() {
    site.mails().add("mail", "1");
    HttpResponse<String> unsaid = site.http().post(QUEUE + "/drain");
    assertThat(unsaid.statusCode()).isEqualTo(422);
    assertThat(unsaid.body()).contains("confirm-required");

    ended(site.http().send("POST", QUEUE + "/drain", "{\"confirm\":\"mails\"}"));
    assertThat(site.mails().counts().waiting()).isZero();

    site.redis().call("LPUSH", "bull:mails:active", "7");
    String body = "{\"confirm\":\"mails\"}";
    assertThat(site.http().send("POST", QUEUE + "/obliterate", body).body()).contains("queue-busy");
    ended(
        site.http().send("POST", QUEUE + "/obliterate", "{\"confirm\":\"mails\",\"force\":true}"));
    assertThat(site.redis().call("EXISTS", "bull:mails:meta")).isEqualTo(0L);
    assertThat(site.http().get(QUEUE).statusCode()).isEqualTo(404);
  }
}

package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.NewJob;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many jobs at once over HTTP: found, tried, done, cancelled. */
@ExtendWith(RedisExtension.class)
class ApiBulkTest {

  private static final String QUEUE = "/api/v1/queues/mails";

  private TestRedis redis;
  private Served served;
  private Http http;
  private Queue queue;

  @BeforeEach
  void serve(TestRedis redis) {
    this.redis = redis;
    served = Served.on(redis);
    http = served.http();
    queue = Queue.open(QueueOptions.of(redis.uri(), "mails"));
  }

  @AfterEach
  void close() {
    queue.close();
    served.close();
  }

  /** Jobs that have failed, every tenth for another reason. */
  private void fail(int count) {
    List<String> ids =
        queue.addAll(
            IntStream.range(0, count)
                .mapToObj(n -> NewJob.of("mail", "{\"user\":{\"id\":" + n + "}}"))
                .toList());
    redis.call("DEL", "bull:mails:wait");
    List<String> scored = new ArrayList<>(List.of("bull:mails:failed"));
    for (int n = 0; n < count; n++) {
      scored.addAll(List.of(Integer.toString(1000 + n / 3), ids.get(n)));
      String reason = n % 10 == 0 ? "Connect Timeout" : "boom";
      redis.call("HSET", "bull:mails:" + ids.get(n), "failedReason", reason);
    }
    redis.call("ZADD", scored.toArray(String[]::new));
  }

  private String search(String query) {
    HttpResponse<String> answer = http.get(QUEUE + "/jobs?" + query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private String ended(HttpResponse<String> begun) {
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
    String place = begun.headers().firstValue("Location").orElseThrow();
    Awaitility.await().until(() -> http.get(place).body().contains("\"over\":true"));
    return http.get(place).body();
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
    assertThat(http.get(QUEUE + "/jobs?q=color:red").statusCode()).isEqualTo(400);
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
        http.send("POST", QUEUE + "/bulk", "{\"action\":\"retry\",\"dryRun\":true}").body();
    String some =
        http.send(
                "POST",
                QUEUE + "/bulk",
                "{\"action\":\"remove\",\"dryRun\":true,"
                    + "\"select\":{\"state\":\"failed\",\"q\":\"error:timeout\"}}")
            .body();

    assertThat(all).contains("\"matched\":30", "\"complete\":true", "\"sample\":[{\"id\":\"");
    assertThat(some).contains("\"matched\":3", "\"total\":30", "\"complete\":true");
    assertThat(queue.counts().failed()).isEqualTo(30);
  }

  @Test
  void allThatFailedIsRetriedOnceEach() {
    fail(1_000);

    String end = ended(http.send("POST", QUEUE + "/bulk", "{\"action\":\"retry\"}"));

    assertThat(end).contains("\"phase\":\"done\"", "\"done\":1000", "\"skipped\":0");
    assertThat(queue.counts().failed()).isZero();
    assertThat(queue.counts().waiting()).isEqualTo(1_000);
    assertThat(queue.ids(dev.tidemill.job.JobState.WAITING, 0, -1)).doesNotHaveDuplicates();
    assertThat(redis.call("LINDEX", "bull:mails:wait", "-1")).isEqualTo("1");
  }

  @Test
  void whatIsSelectedIsRemovedAndNothingElse() {
    fail(100);

    String end =
        ended(
            http.send(
                "POST",
                QUEUE + "/bulk",
                "{\"action\":\"remove\",\"limit\":4,"
                    + "\"select\":{\"state\":\"failed\",\"q\":\"error:timeout\"}}"));

    assertThat(end).contains("\"matched\":4", "\"done\":4");
    assertThat(queue.counts().failed()).isEqualTo(96);
    assertThat(queue.job("91")).isNull();
    assertThat(queue.job("1")).isNotNull();
  }

  @Test
  void anOperationThatIsCancelledLeavesTheRestAsItWas() {
    fail(2_000);

    HttpResponse<String> begun = http.send("POST", QUEUE + "/bulk", "{\"action\":\"retry\"}");
    String place = begun.headers().firstValue("Location").orElseThrow();
    Awaitility.await()
        .pollInterval(Duration.ofMillis(1))
        .until(() -> http.get(place).body().contains("\"phase\":\"running\""));
    assertThat(http.send("DELETE", place, "").body()).contains("\"cancelling\":true");
    Awaitility.await().until(() -> http.get(place).body().contains("\"over\":true"));

    assertThat(http.get(place).body()).contains("\"phase\":\"cancelled\"");
    assertThat(queue.counts().failed()).isPositive();
    assertThat(queue.counts().failed() + queue.counts().waiting()).isEqualTo(2_000);
    assertThat(http.get("/api/v1/operations").body()).contains("\"action\":\"retry\"");
    assertThat(http.get("/api/v1/operations/none").statusCode()).isEqualTo(404);
  }

  @Test
  void delayedJobsArePromoted() {
    JobOptions later = JobOptions.builder().delay(Duration.ofHours(1)).build();
    queue.add("mail", "1", later);
    queue.add("mail", "2", later);

    ended(http.send("POST", QUEUE + "/bulk", "{\"action\":\"promote\"}"));

    assertThat(queue.counts().waiting()).isEqualTo(2);
    assertThat(
            http.send(
                    "POST",
                    QUEUE + "/bulk",
                    "{\"action\":\"promote\",\"select\":{\"state\":\"failed\"}}")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void aQueueIsDrainedAndObliteratedOnlyWhenItsNameIsSaidAgain() {
    queue.add("mail", "1");
    HttpResponse<String> unsaid = http.post(QUEUE + "/drain");
    assertThat(unsaid.statusCode()).isEqualTo(422);
    assertThat(unsaid.body()).contains("confirm-required");

    ended(http.send("POST", QUEUE + "/drain", "{\"confirm\":\"mails\"}"));
    assertThat(queue.counts().waiting()).isZero();

    redis.call("LPUSH", "bull:mails:active", "7");
    String body = "{\"confirm\":\"mails\"}";
    assertThat(http.send("POST", QUEUE + "/obliterate", body).body()).contains("queue-busy");
    ended(http.send("POST", QUEUE + "/obliterate", "{\"confirm\":\"mails\",\"force\":true}"));
    assertThat(redis.call("EXISTS", "bull:mails:meta")).isEqualTo(0L);
    assertThat(http.get(QUEUE).statusCode()).isEqualTo(404);
  }
}

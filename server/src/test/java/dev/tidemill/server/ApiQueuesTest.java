package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Queues over HTTP: found, told, paused, diagnosed. */
@ExtendWith(RedisExtension.class)
class ApiQueuesTest {

  @AutoClose private final Site site;

  ApiQueuesTest(TestRedis redis) {
    site = Site.on(redis);
  }

  private Queue queue(String prefix, String name) {
    return Queue.open(new QueueOptions(RedisUri.parse(site.redis().uri()), prefix, name));
  }

  @Test
  void queuesAreFoundWithoutWiringOurOwnPrefixFirst() {
    try (Queue shop = queue("shop", "orders");
        Queue mails = queue("bull", "mails")) {
      shop.add("order", "1");
      mails.add("mail", "1");
    }

    Awaitility.await().until(() -> site.body("/api/v1/queues").contains("\"complete\":true"));
    String all = site.body("/api/v1/queues");

    assertThat(all)
        .containsSubsequence(
            "\"prefix\":\"bull\",\"name\":\"mails\"",
            "\"waiting\":1",
            "\"prefix\":\"bull\",\"name\":\"messages\"",
            "\"prefix\":\"shop\",\"name\":\"orders\"",
            "\"consumers\":0");
    assertThat(site.body("/api/v1/queues/orders")).contains("\"prefix\":\"shop\"");
    assertThat(site.body("/api/v1/queues?prefix=shop")).doesNotContain("mails");
    assertThat(site.body("/api/v1/queues/orders/counts?prefix=shop")).contains("\"waiting\":1");
  }

  @Test
  void queuesComeInPages() {
    for (int n = 0; n < 5; n++) {
      try (Queue one = queue("bull", "q" + n)) {
        one.add("job", "1");
      }
    }
    Awaitility.await().until(() -> site.body("/api/v1/queues").contains("\"complete\":true"));

    String first = site.body("/api/v1/queues?limit=4");
    String next = first.replaceAll(".*\"next\":\"([^\"]+)\".*", "$1");
    String second = site.body("/api/v1/queues?limit=4&cursor=" + next);

    assertThat(first).contains("messages", "q0", "q2").doesNotContain("q3");
    assertThat(second).contains("q3", "q4", "\"next\":null").doesNotContain("q2");
  }

  @Test
  void aQueueIsPausedAndGoesOn() {
    assertThat(site.http().post("/api/v1/queues/messages/pause").body())
        .isEqualTo("{\"paused\":true,\"changed\":true}");
    assertThat(site.http().post("/api/v1/queues/messages/pause").body())
        .contains("\"changed\":false");
    assertThat(site.body("/api/v1/queues/messages"))
        .contains("\"paused\":true", "\"code\":\"paused\"");

    assertThat(site.http().post("/api/v1/queues/messages/resume").body())
        .isEqualTo("{\"paused\":false,\"changed\":true}");
    assertThat(site.body("/api/v1/queues/messages")).contains("\"paused\":false");
  }

  @Test
  void whyNobodyWorksAQueueOffIsTold() {
    try (Queue mails = queue("bull", "mails")) {
      mails.add("mail", "1");
      assertThat(site.body("/api/v1/queues/mails")).contains("\"code\":\"no-consumers\"");

      mails.limits().concurrency(1);
      site.redis().call("LPUSH", "bull:mails:active", "9");
      Awaitility.await() // what others do shows within a second
          .until(() -> site.body("/api/v1/queues/mails").contains("\"concurrency-reached\""));
    }
    assertThat(site.body("/api/v1/queues/messages")).contains("\"code\":\"empty\"");
  }

  @Test
  void consumersAreTold() {
    site.http().post("/start");

    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(site.body("/api/v1/queues/messages/consumers"))
                    .contains(
                        "\"kind\":\"worker\"", "\"address\":\"127.0.0.1:", "\"available\":true"));
    Awaitility.await()
        .until(() -> !site.body("/api/v1/queues/messages").contains("\"consumers\":0"));
  }

  @Test
  void howAQueueFlowsIsToldOnceItHasBeenLookedAtTwice() {
    try (Queue mails = queue("bull", "mails")) {
      mails.add("mail", "1");
      Awaitility.await().until(() -> site.body("/api/v1/queues").contains("\"oldestWaitingMs\":1"));
      mails.add("mail", "2");

      Pattern rated = Pattern.compile("\"rates\":\\{\"in\":[01]\\.\\d*,\"out\":0\\.0}");
      Awaitility.await().until(() -> rated.matcher(site.body("/api/v1/queues/mails")).find());
      assertThat(site.body("/api/v1/queues")).containsPattern(rated);
      assertThat(site.http().get("/metrics").body())
          .contains(
              "tidemill_queue_in_per_second{queue=\"mails\",prefix=\"bull\"} ",
              "tidemill_queue_out_per_second{queue=\"mails\",",
              "tidemill_queue_oldest_wait_seconds{queue=\"mails\",");
    }
  }

  @Test
  void manyWhoAskAtOnceHaveAQueueLookedAtNoOftener() {
    site.body("/api/v1/queues");
    long before = System.nanoTime();
    long looks = looks();
    for (int n = 0; n < 200; n++) {
      site.body("/api/v1/queues");
    }

    long seconds = (System.nanoTime() - before) / 1_000_000_000 + 1;
    assertThat(looks() - looks).isLessThanOrEqualTo(seconds);
  }

  @Test
  void aQueueIsKnownAtOnceWhenItIsUsedThroughTheServer() {
    Awaitility.await().until(() -> site.body("/api/v1/queues").contains("\"complete\":true"));

    site.http().send("POST", "/api/v1/queues/mails/jobs", "{}");
    site.http().send("POST", "/api/v1/queues/texts/jobs", "[{}, {}]");
    site.http()
        .send(
            "POST", "/api/v1/flows", "{\"queue\":\"albums\",\"children\":[{\"queue\":\"songs\"}]}");
    site.http().send("PUT", "/api/v1/queues/clocks/schedulers/hourly", "{\"everyMs\":3600000}");
    try (Queue shop = queue("bull", "shops")) {
      shop.add("order", "1");
    }
    site.body("/api/v1/queues/shops");

    assertThat(site.body("/api/v1/queues"))
        .contains("mails", "texts", "albums", "songs", "clocks", "shops");
  }

  /** Only a look at how a queue flows reads this. */
  private long looks() {
    String stats = String.valueOf(site.redis().call("INFO", "commandstats"));
    Matcher lindex = Pattern.compile("cmdstat_lindex:calls=(\\d+)").matcher(stats);
    return lindex.find() ? Long.parseLong(lindex.group(1)) : 0;
  }

  @Test
  void aQueueThatIsNotThereIsAProblem() {
    HttpResponse<String> answer = site.http().get("/api/v1/queues/nothing");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("\"code\":\"queue-not-found\"", "nothing", "\"hint\":");
    assertThat(site.http().get("/api/v1/queues?limit=1000").body())
        .contains("\"code\":\"validation\"");
    assertThat(site.http().get("/api/v1/queues?cursor=abc").body())
        .contains("\"code\":\"validation\"");
  }
}

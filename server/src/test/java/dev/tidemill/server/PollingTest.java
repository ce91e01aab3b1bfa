package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.net.http.HttpResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who asks again and again is told briefly that nothing has changed. */
@ExtendWith(RedisExtension.class)
class PollingTest {

  @AutoClose private final Site site;

  PollingTest(TestRedis redis) {
    site = Site.on(redis);
  }

  private static String tag(HttpResponse<String> answer) {
    return answer.headers().firstValue("ETag").orElseThrow();
  }

  /** What is not all looked through yet changes by itself. */
  private void awaitAllKnown() {
    Awaitility.await()
        .until(() -> site.http().get("/api/v1/queues").body().contains("\"complete\":true"));
  }

  @Test
  void queuesAndThePoolAreToldAnewOnlyWhenTheyHaveChanged() {
    awaitAllKnown();
    for (String path : new String[] {"/api/v1/queues", "/api/v1/pool"}) {
      HttpResponse<String> first = site.http().get(path);
      HttpResponse<String> second =
          site.http().get(path, "If-None-Match", "\"else\", " + tag(first));

      assertThat(second.statusCode()).as(path).isEqualTo(304);
      assertThat(second.body()).isEmpty();
      assertThat(tag(second)).isEqualTo(tag(first));
    }

    String before = tag(site.http().get("/api/v1/queues"));
    site.http().send("POST", "/api/v1/queues/messages/jobs", "{}");
    HttpResponse<String> after = site.http().get("/api/v1/queues", "If-None-Match", before);
    assertThat(after.statusCode()).isEqualTo(200);
    assertThat(tag(after)).isNotEqualTo(before);
  }

  @Test
  void headTellsTheHeadersOfGetAndNoBody() {
    for (String path : new String[] {"/api/v1/queues", "/state", "/livez", "/docs"}) {
      HttpResponse<String> head = site.http().send("HEAD", path, "");

      assertThat(head.statusCode()).as(path).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      assertThat(head.headers().firstValue("Content-Type"))
          .isEqualTo(site.http().get(path).headers().firstValue("Content-Type"));
    }
    assertThat(site.http().send("HEAD", "/api/v1/queues/nowhere", "").statusCode()).isEqualTo(404);
    assertThat(site.http().send("HEAD", "/events", "").headers().firstValue("Content-Type"))
        .contains("text/event-stream");
    assertThat(site.served().server().hub().viewers()).isZero();
  }

  @Test
  void whoGoesOnWithTheStreamIsNotGivenThePlaceOfAnother() throws Exception {
    String path = "/api/v1/events";
    String old = "Cache-Control";

    String first =
        site.http()
            .eventsOf(path, "snapshot", old, "max-age=1", "Last-Event-ID", "unreadable")
            .getLast()
            .data();
    String second = site.http().eventsOf(path, "snapshot", old, "max-age=1").getLast().data();

    assertThat(first).contains("\"reason\":\"unreadable id\"");
    assertThat(second).contains("\"reason\":\"first\"");
  }
}

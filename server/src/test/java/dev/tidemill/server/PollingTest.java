package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who asks again and again is told briefly that nothing has changed. */
@ExtendWith(RedisExtension.class)
class PollingTest {

  private Served served;
  private Http http;

  @BeforeEach
  void serve(TestRedis redis) {
    served = Served.on(redis);
    http = served.http();
  }

  @AfterEach
  void close() {
    served.close();
  }

  private static String tag(HttpResponse<String> answer) {
    return answer.headers().firstValue("ETag").orElseThrow();
  }

  @Test
  void queuesAndThePoolAreToldAnewOnlyWhenTheyHaveChanged() {
    for (String path : new String[] {"/api/v1/queues", "/api/v1/pool"}) {
      HttpResponse<String> first = http.get(path);
      HttpResponse<String> second = http.get(path, "If-None-Match", "\"else\", " + tag(first));

      assertThat(second.statusCode()).as(path).isEqualTo(304);
      assertThat(second.body()).isEmpty();
      assertThat(tag(second)).isEqualTo(tag(first));
    }

    String before = tag(http.get("/api/v1/queues"));
    http.send("POST", "/api/v1/queues/messages/jobs", "{}");
    HttpResponse<String> after = http.get("/api/v1/queues", "If-None-Match", before);
    assertThat(after.statusCode()).isEqualTo(200);
    assertThat(tag(after)).isNotEqualTo(before);
  }

  @Test
  void headTellsTheHeadersOfGetAndNoBody() {
    for (String path : new String[] {"/api/v1/queues", "/state", "/livez", "/docs"}) {
      HttpResponse<String> head = http.send("HEAD", path, "");

      assertThat(head.statusCode()).as(path).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      assertThat(head.headers().firstValue("Content-Type"))
          .isEqualTo(http.get(path).headers().firstValue("Content-Type"));
    }
    assertThat(http.send("HEAD", "/api/v1/queues/nowhere", "").statusCode()).isEqualTo(404);
    assertThat(http.send("HEAD", "/events", "").headers().firstValue("Content-Type"))
        .contains("text/event-stream");
    assertThat(served.server().hub().viewers()).isZero();
  }
}

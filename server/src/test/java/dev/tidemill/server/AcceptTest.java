package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who asks for a type that is not answered is told so, and nothing is done. */
@ExtendWith(RedisExtension.class)
class AcceptTest {

  @AutoClose private final Site site;

  AcceptTest(TestRedis redis) {
    site = Site.on(redis);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/v1/pool | text/csv",
        "/api/v1/pool | text/html, image/*;q=0.8",
        "/api/v1/pool | application/json;q=0",
        "/api/v1/pool | application/json; Q=0.000, */*",
        "/api/v1/pool | application/*;q=0, */*;q=0.1",
        "/api/v1/pool | */*;q=0",
        "/api/v1/queues | text/event-stream",
        "/api/v1/events | application/json"
      })
  void anAnswerThatIsNotAskedForIsRefused(String path, String accept) {
    HttpResponse<String> refused = site.http().get(path, "Accept", accept);

    assertThat(refused.statusCode()).isEqualTo(406);
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(refused.body()).contains("\"code\":\"not-acceptable\"", path + " answers ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/v1/pool | */*",
        "/api/v1/pool | *",
        "/api/v1/pool | application/*;q=0.1",
        "/api/v1/pool | Application/JSON; charset=utf-8; q=1.0",
        "/api/v1/pool | text/html;q=0, application/json;q=0.5",
        "/api/v1/pool | application/problem+json",
        "/api/v1/pool | text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
        "/metrics | application/openmetrics-text;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
        "/metrics | text/plain",
        "/docs | text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "/ | text/html",
        "/app.js | */*",
        "/livez | text/plain",
        "/metrics | application/json",
        "/state | text/html",
        "/ | application/json"
      })
  void whatAdmitsTheAnswerIsAnswered(String path, String accept) {
    assertThat(site.http().get(path, "Accept", accept).statusCode()).isEqualTo(200);
  }

  @Test
  void anEventSourceGetsItsStream() throws Exception {
    assertThat(site.http().eventsUntil("snapshot", "Accept", "text/event-stream")).isNotEmpty();
  }

  @Test
  void headersOfTheSameNameCountTogether() {
    assertThat(
            site.http()
                .get("/api/v1/pool", "Accept", "text/csv", "Accept", "application/json")
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void nothingIsDoneWhereTheAnswerIsNotAskedFor() {
    HttpResponse<String> refused = site.http().post("/api/v1/pool/start", "Accept", "text/csv");

    assertThat(refused.statusCode()).isEqualTo(406);
    assertThat(site.http().get("/api/v1/pool").body()).contains("\"running\":false");
  }

  @Test
  void theOriginalsDeedsAreDoneForWhoeverAsks() {
    assertThat(site.http().post("/start", "Accept", "application/json").body())
        .isEqualTo("Process started");
  }
}

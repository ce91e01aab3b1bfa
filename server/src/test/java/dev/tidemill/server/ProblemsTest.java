package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.server.api.ProblemCode;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever goes wrong is told in one form, and each kind is explained on a page. */
@ExtendWith(RedisExtension.class)
class ProblemsTest {

  @Test
  void everyProblemIsExplainedWhereItsTypeLeads(TestRedis redis) {
    try (Served served = Served.on(redis)) {
      String all = served.http().get("/problems").body();
      for (ProblemCode problem : ProblemCode.values()) {
        assertThat(all).contains("id=\"" + problem.code() + "\"");
        HttpResponse<String> one = served.http().get("/problems/" + problem.code());
        assertThat(one.statusCode()).isEqualTo(200);
        assertThat(one.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
        assertThat(one.body()).contains("Status " + problem.status());
      }
      assertThat(served.http().get("/problems/none").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void problemsAreToldInTheLettersOfWhoeverAsked(TestRedis redis) {
    try (Served served = Served.on(redis)) {
      String problem = served.http().get("/api/v1/queues/%C3%B6l%E2%82%AC").body();

      assertThat(problem).contains("There is no queue 'öl€'.", "needs ?prefix=…");
    }
  }

  @Test
  void bodiesOfAnotherTypeOrSizeOrNoTextAreRefused(TestRedis redis) {
    try (Served served = Served.on(redis)) {
      Http http = served.http();
      String path = "/api/v1/queues/messages/pause";

      HttpResponse<String> form = http.send("POST", path, "{}", "Content-Type", "text/plain");
      assertThat(form.statusCode()).isEqualTo(415);
      assertThat(form.headers().firstValue("Content-Type")).contains("application/problem+json");
      assertThat(http.send("POST", path, "[1]").body()).contains("\"code\":\"validation\"");
      assertThat(http.send("POST", path, "{\"a\":1}").body()).contains("there is no such field");
      assertThat(http.send("POST", path, "{\"a\":").statusCode()).isEqualTo(400);
      String large = "{\"a\":\"" + "x".repeat(9 << 20) + "\"}";
      assertThat(http.send("POST", path, large).statusCode()).isEqualTo(413);
      assertThat(http.get("/api/v1/queues/messages").body()).contains("\"paused\":false");
    }
  }
}

package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.net.http.HttpResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whether the server says that what it shows is of now. */
@ExtendWith(RedisExtension.class)
class ReadinessTest {

  private static final String HISTORY = "bull:messages:tidemill:history";

  @AutoClose private final Site site;

  ReadinessTest(TestRedis redis) {
    site = Site.on(redis);
  }

  @Test
  void aPoolWhoseSamplesDoNotComeIsNotReadyThoughRedisAnswers() {
    assertThat(site.body("/readyz")).contains("\"sampler\":{\"status\":\"ok\"}");
    site.http().post("/start");
    Awaitility.await().until(() -> site.body("/readyz").contains("\"ageMs\":"));

    site.redis().call("DEL", HISTORY);
    site.redis().call("SET", HISTORY, "in the way");

    Awaitility.await().until(() -> site.http().get("/readyz").statusCode() == 503);
    HttpResponse<String> late = site.http().get("/readyz");
    assertThat(late.body())
        .contains("\"redis\":{\"status\":\"ok\"", "\"sampler\":{\"status\":\"failing\"");

    site.redis().call("DEL", HISTORY);
    Awaitility.await().until(() -> site.http().get("/readyz").statusCode() == 200);
  }
}

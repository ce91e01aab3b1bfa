package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Flows and schedulers put in over HTTP. */
@ExtendWith(RedisExtension.class)
class ApiFlowsTest {

  private static final String FLOW =
      "{\"queue\":\"reports\",\"name\":\"report\",\"options\":{\"jobId\":\"r1\"},\"children\":["
          + "{\"queue\":\"mails\",\"name\":\"mail\",\"data\":{ \"to\":\"ann\" }},"
          + "{\"queue\":\"mails\",\"prefix\":\"other\",\"children\":[{\"queue\":\"texts\"}]}]}";
  private static final String SCHEDULERS = "/api/v1/queues/mails/schedulers";

  private TestRedis redis;
  private Served served;
  private Http http;

  @BeforeEach
  void serve(TestRedis redis) {
    this.redis = redis;
    served = Served.on(redis);
    http = served.http();
  }

  @AfterEach
  void close() {
    served.close();
  }

  @Test
  void aFlowIsAddedOverItsQueuesAndWaitsForItsChildren() {
    HttpResponse<String> added = http.send("POST", "/api/v1/flows", FLOW);

    assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
    assertThat(added.body())
        .contains("\"key\":\"bull:reports:r1\"", "\"key\":\"other:mails:", "\"key\":\"bull:texts:");
    String place = added.headers().firstValue("Location").orElseThrow();
    assertThat(http.get(place).body()).contains("\"state\":\"waiting-children\"");
    assertThat(http.get("/api/v1/queues/reports/jobs/r1/flow").body()).contains("\"childCount\":2");
    String mail = String.valueOf(redis.call("LINDEX", "bull:mails:wait", "0"));
    assertThat(redis.call("HGET", "bull:mails:" + mail, "data")).isEqualTo("{ \"to\":\"ann\" }");
  }

  @Test
  void aFlowWithAKeyIsAddedOnce() {
    HttpResponse<String> first =
        http.send("POST", "/api/v1/flows", FLOW, "Idempotency-Key", "order-7");
    HttpResponse<String> second =
        http.send("POST", "/api/v1/flows", FLOW, "Idempotency-Key", "order-7");

    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
    assertThat(redis.call("LLEN", "bull:mails:wait")).isEqualTo(1L);
  }

  @Test
  void aFlowThatCannotBeAddedIsRefusedWhole() {
    String nameless = "{\"queue\":\"reports\",\"children\":[{\"name\":\"mail\"}]}";
    String deep = "{\"queue\":\"a\",\"children\":[".repeat(21) + "]}".repeat(21);
    String wide = "{\"queue\":\"a\",\"children\":[" + "{\"queue\":\"b\"},".repeat(400);

    HttpResponse<String> refused = http.send("POST", "/api/v1/flows", nameless);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("body/children/queue");
    assertThat(http.send("POST", "/api/v1/flows", deep).statusCode()).isEqualTo(413);
    String closed = wide.substring(0, wide.length() - 1) + "]}";
    assertThat(http.send("POST", "/api/v1/flows", closed).statusCode()).isEqualTo(413);
    assertThat(redis.call("EXISTS", "bull:a:id", "bull:reports:id")).isEqualTo(0L);
  }

  @Test
  void aSchedulerIsPutInAndInThePlaceOfTheOneBefore() {
    String hourly = "{\"everyMs\":3600000,\"name\":\"mail\",\"data\":{ \"to\":\"ann\" }}";
    HttpResponse<String> put = http.send("PUT", SCHEDULERS + "/tick", hourly);
    assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
    assertThat(put.body()).contains("\"everyMs\":3600000", "\"data\":{ \"to\":\"ann\" }");

    String daily = "{\"pattern\":\"0 9 * * *\",\"zone\":\"Europe/Berlin\",\"limit\":3}";
    http.send("PUT", SCHEDULERS + "/tick", daily);
    String told = http.get(SCHEDULERS + "/tick").body();
    assertThat(told).contains("\"pattern\":\"0 9 * * *\"", "\"zone\":\"Europe/Berlin\"");
    assertThat(told).contains("\"limit\":3", "\"name\":\"tick\"").doesNotContain("everyMs");
    assertThat(http.get(SCHEDULERS).body()).contains("\"total\":1");
  }

  @Test
  void aScheduleThatCannotBeUsedIsRefused() {
    for (String bad :
        new String[] {
          "{}",
          "{\"everyMs\":0}",
          "{\"everyMs\":5,\"pattern\":\"* * * * *\"}",
          "{\"pattern\":\"every day\"}",
          "{\"pattern\":\"0 9 * * *\",\"zone\":\"Nowhere/Else\"}",
          "{\"everyMs\":5,\"endMs\":1}",
          "{\"everyMs\":5,\"options\":{\"delay\":5}}"
        }) {
      assertThat(http.send("PUT", SCHEDULERS + "/tick", bad).statusCode()).as(bad).isEqualTo(400);
    }
    assertThat(http.get(SCHEDULERS + "/tick").statusCode()).isEqualTo(404);
  }
}

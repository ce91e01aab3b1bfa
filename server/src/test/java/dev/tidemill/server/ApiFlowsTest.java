package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
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

  @AutoClose private final Site site;

  ApiFlowsTest(TestRedis redis) {
    site = Site.on(redis);
  }

  @Test
  void aFlowIsAddedOverItsQueuesAndWaitsForItsChildren() {
    HttpResponse<String> added = site.http().send("POST", "/api/v1/flows", FLOW);

    assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
    assertThat(added.body())
        .contains("\"key\":\"bull:reports:r1\"", "\"key\":\"other:mails:", "\"key\":\"bull:texts:");
    String place = added.headers().firstValue("Location").orElseThrow();
    assertThat(site.http().get(place).body()).contains("\"state\":\"waiting-children\"");
    assertThat(site.http().get("/api/v1/queues/reports/jobs/r1/flow").body())
        .contains("\"childCount\":2");
    String mail = String.valueOf(site.redis().call("LINDEX", "bull:mails:wait", "0"));
    assertThat(site.redis().call("HGET", "bull:mails:" + mail, "data"))
        .isEqualTo("{ \"to\":\"ann\" }");
  }

  @Test
  void aFlowWithAKeyIsAddedOnce() {
    HttpResponse<String> first =
        site.http().send("POST", "/api/v1/flows", FLOW, "Idempotency-Key", "order-7");
    HttpResponse<String> second =
        site.http().send("POST", "/api/v1/flows", FLOW, "Idempotency-Key", "order-7");

    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
    assertThat(site.redis().call("LLEN", "bull:mails:wait")).isEqualTo(1L);
  }

  @Test
  void aFlowThatCannotBeAddedIsRefusedWhole() {
    String nameless = "{\"queue\":\"reports\",\"children\":[{\"name\":\"mail\"}]}";
    String deep = "{\"queue\":\"a\",\"children\":[".repeat(21) + "]}".repeat(21);
    String wide = "{\"queue\":\"a\",\"children\":[" + "{\"queue\":\"b\"},".repeat(400);

    HttpResponse<String> refused = site.http().send("POST", "/api/v1/flows", nameless);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("body/children/queue");
    assertThat(site.http().send("POST", "/api/v1/flows", deep).statusCode()).isEqualTo(413);
    String closed = wide.substring(0, wide.length() - 1) + "]}";
    assertThat(site.http().send("POST", "/api/v1/flows", closed).statusCode()).isEqualTo(413);
    assertThat(site.redis().call("EXISTS", "bull:a:id", "bull:reports:id")).isEqualTo(0L);
  }

  @Test
  void aSchedulerIsPutInAndInThePlaceOfTheOneBefore() {
    String hourly = "{\"everyMs\":3600000,\"name\":\"mail\",\"data\":{ \"to\":\"ann\" }}";
    HttpResponse<String> put = site.http().send("PUT", SCHEDULERS + "/tick", hourly);
    assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
    assertThat(put.body()).contains("\"everyMs\":3600000", "\"data\":{ \"to\":\"ann\" }");

    String daily = "{\"pattern\":\"0 9 * * *\",\"zone\":\"Europe/Berlin\",\"limit\":3}";
    site.http().send("PUT", SCHEDULERS + "/tick", daily);
    String told = site.http().get(SCHEDULERS + "/tick").body();
    assertThat(told).contains("\"pattern\":\"0 9 * * *\"", "\"zone\":\"Europe/Berlin\"");
    assertThat(told).contains("\"limit\":3", "\"name\":\"tick\"").doesNotContain("everyMs");
    assertThat(site.http().get(SCHEDULERS).body()).contains("\"total\":1");
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
      assertThat(site.http().send("PUT", SCHEDULERS + "/tick", bad).statusCode())
          .as(bad)
          .isEqualTo(400);
    }
    assertThat(site.http().get(SCHEDULERS + "/tick").statusCode()).isEqualTo(404);
  }
}

package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.RateLimit;
import dev.tidemill.pool.Pool;
import dev.tidemill.pool.PoolOptions;
import dev.tidemill.pool.handler.Handlers;
import dev.tidemill.pool.source.Sources;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pool over HTTP: started, changed, stepped, its workers told what to do. */
@ExtendWith(RedisExtension.class)
class ApiPoolTest {

  private static final String POOL = "/api/v1/pool";
  private static final RateLimit FIVE = new RateLimit(5, Duration.ofSeconds(1));

  /** What a release tells with a beat that does not tell its process. */
  private static final String EARLIER =
      "[{},[\"w99\",\"Pusher\",\"waiting\",false,null,null,1,0,0,0]]";

  @AutoClose private final Site site;

  ApiPoolTest(TestRedis redis) {
    site = Site.on(redis);
  }

  @Test
  void startingTwiceChangesNothingTheSecondTime() {
    assertThat(site.http().post(POOL + "/start").body())
        .isEqualTo("{\"running\":true,\"changed\":true}");
    assertThat(site.http().post(POOL + "/start").body()).contains("\"changed\":false");
    assertThat(site.http().post(POOL + "/stop").body())
        .isEqualTo("{\"running\":false,\"changed\":true}");
    assertThat(site.http().post(POOL + "/stop").body()).contains("\"changed\":false");
  }

  @Test
  void settingsAreChangedInPartsAndRefusedAsAWhole() {
    String changed =
        site.http().send("PATCH", POOL, "{\"maxPushers\":4,\"switchEvery\":50}").body();
    assertThat(changed)
        .contains("\"maxPushers\":4", "\"maxPullers\":10", "\"switchEvery\":50", "staircase");

    HttpResponse<String> none =
        site.http().send("PATCH", POOL, "{\"maxPushers\":0,\"switchEvery\":7}");
    assertThat(none.statusCode()).isEqualTo(400);
    assertThat(none.body())
        .contains("'body/maxPushers' is '0': give 1 to 1000, or a lower minPushers with it.");
    assertThat(site.http().send("PATCH", POOL, "{\"maxPusher\":3}").statusCode()).isEqualTo(400);
    assertThat(site.http().get(POOL).body()).contains("\"maxPushers\":4", "\"switchEvery\":50");
  }

  @Test
  void aChangeLeavesWhatItDoesNotNameAsItIs() {
    site.http().post(POOL + "/start");
    site.served().mill().pool().change(now -> now.withLimiter(FIVE));

    site.http().send("PATCH", POOL, "{\"maxBacklog\":700}");
    site.http().send("PATCH", POOL, "{\"switchEvery\":50}");

    assertThat(site.redis().call("GET", "bull:messages:tidemill:state"))
        .asString()
        .contains("\"max\":5,", "\"maxBacklog\":700", "\"switchEvery\":50");
    assertThat(site.http().send("PATCH", POOL, "{\"maxBacklog\":-1}").statusCode()).isEqualTo(400);
  }

  @Test
  void aLimitIsRefusedByTheNameThatWasGiven() {
    String fixed = "{\"policy\":\"fixed\",\"maxPullers\":0%s}";

    assertThat(site.http().send("PATCH", POOL, "{\"minPushers\":11}").body())
        .contains("minPushers", "1 to 10")
        .doesNotContain("maxPushers");
    assertThat(site.http().send("PATCH", POOL, fixed.formatted("")).body())
        .contains("'body/maxPullers' is '0'", "a lower minPullers with it");
    assertThat(site.http().send("PATCH", POOL, fixed.formatted(",\"minPullers\":0")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void workersTurnRestAndResume() {
    HttpResponse<String> early = site.http().post(POOL + "/workers/w01/rest");
    assertThat(early.statusCode()).isEqualTo(409);
    assertThat(early.body()).contains("pool-not-running");

    site.http().send("PATCH", POOL, "{\"policy\":\"fixed\",\"maxPushers\":2,\"maxPullers\":2}");
    site.http().post(POOL + "/start");
    Awaitility.await().until(() -> site.http().get(POOL + "/workers/w01").statusCode() == 200);

    assertThat(site.http().post(POOL + "/workers/w01/rest").statusCode()).isEqualTo(200);
    Awaitility.await()
        .until(() -> site.http().get(POOL + "/workers/w01").body().contains("\"resting\""));
    assertThat(site.http().post(POOL + "/workers/w01/rest").statusCode()).isEqualTo(409);
    assertThat(site.http().post(POOL + "/workers/w01/resume").statusCode()).isEqualTo(200);
    assertThat(site.http().post(POOL + "/workers/w01/turn").statusCode()).isEqualTo(200);
    assertThat(site.http().post(POOL + "/workers/w99/turn").statusCode()).isEqualTo(404);
    assertThat(site.http().send("POST", POOL + "/step", "{\"towards\":\"pullers\"}").statusCode())
        .isEqualTo(200);
    assertThat(site.http().send("POST", POOL + "/step", "{\"towards\":\"up\"}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void aWorkerTellsWhichProcessAndThreadItIs() {
    String where = "\"node\":\"here\",\"host\":\"[^\"]+\",\"pid\":" + ProcessHandle.current().pid();
    site.http().post("/start");
    Awaitility.await().until(() -> site.http().get(POOL + "/workers/w01").statusCode() == 200);

    assertThat(site.body(POOL + "/workers/w01"))
        .containsPattern(where + ",.*\"thread\":\"tidemill-worker-\\d+\"");
    assertThat(site.body(POOL + "/workers"))
        .containsPattern(where + ",[^}]*\"id\":\"w01\".*\"thread\":\"tidemill-worker-\\d+\"");
    assertThat(site.body(POOL + "/nodes"))
        .containsPattern("\"host\":\"[^\"]+\",\"pid\":" + ProcessHandle.current().pid());
  }

  @Test
  void workersOfOtherProcessesAreToldAsOfTheirLastBeat() {
    PoolOptions options =
        PoolOptions.builder(site.served().mill().queue())
            .node("there")
            .source(Sources.generate())
            .handler(Handlers.complete(Duration.ZERO))
            .pushInterval(Duration.ofMillis(20))
            .build();
    site.http().post("/start");
    try (Pool there = Pool.open(options)) {
      there.start();

      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  site.http()
                      .get("/api/v1/pool/workers")
                      .body()
                      .matches(".*\"node\":\"here\".*\"node\":\"there\".*\"pushed\":[1-9].*"));
      String pid = "\"pid\":" + ProcessHandle.current().pid();
      assertThat(site.body("/api/v1/pool/workers"))
          .containsPattern("\"node\":\"there\",\"host\":\"[^\"]+\"," + pid + ",.*\"thread\":null");
      Awaitility.await()
          .until(
              () -> {
                site.redis().call("HSET", "bull:messages:tidemill:fleet", "crew:there", EARLIER);
                return site.body("/api/v1/pool/workers")
                    .matches(
                        ".*\"node\":\"there\",\"host\":null,\"pid\":null,[^}]*\"id\":\"w99\".*");
              });
    }
  }
}

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The pool over HTTP: started, changed, stepped, its workers told what to do. */
@ExtendWith(RedisExtension.class)
class ApiPoolTest {

  private static final String POOL = "/api/v1/pool";
  private static final RateLimit FIVE = new RateLimit(5, Duration.ofSeconds(1));

  private static final JsonMapper JSON = new JsonMapper();

  /** A time after all that other tests may have left, at the start of an hour. */
  private static final long LATER = 4_102_444_800_000L;

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
  void theHistoryIsThinnedToTheLastSampleOfEachStep() {
    List.of(0, 900, 1_000, 1_500, 2_999).forEach(this::addSample);

    Awaitility.await()
        .untilAsserted(
            () -> assertThat(history("t", "0")).hasToString("[0, 900, 1000, 1500, 2999]"));
    Map.of(
            "0&step=1", "[900, 1500, 2999]",
            "0&step=2", "[1500, 2999]",
            "0&step=3600", "[2999]",
            "900&step=1", "[900, 1500, 2999]",
            "950&step=1", "[1500, 2999]")
        .forEach(
            (query, told) -> {
              assertThat(history("t", query)).as(query).hasToString(told);
              assertThat(history("pushed", query)).as(query).hasToString(told);
            });
  }

  private void addSample(int millis) {
    String json = "{\"t\":%d,\"pushed\":%d}".formatted(LATER + millis, LATER + millis);
    site.redis()
        .call("XADD", "bull:messages:tidemill:history", "*", "kind", "sample", "json", json);
  }

  /** A column, from so long after. */
  private List<Long> history(String column, String query) {
    long from = LATER + Long.parseLong(query.replaceFirst("&.*", ""));
    String path = POOL + "/history?from=" + from + query.replaceFirst("^\\d+", "");
    List<Long> values = new ArrayList<>();
    JSON.readTree(site.http().get(path).body())
        .path(column)
        .forEach(value -> values.add(value.asLong() - LATER));
    return values;
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "3601", "1.5", "minute"})
  void aStepThatIsNoneIsRefused(String step) {
    HttpResponse<String> refused = site.http().get(POOL + "/history?step=" + step);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body())
        .contains("'step' is '" + step + "': give a whole number from 1 to 3600.");
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

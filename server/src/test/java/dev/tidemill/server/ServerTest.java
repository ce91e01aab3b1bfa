package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The original's five routes answer as recorded; ours say the rest. */
@ExtendWith(RedisExtension.class)
class ServerTest {

  private static final String HTML = "text/html;charset=utf-8";
  private static final String JSON = "application/json;charset=utf-8";
  private static final String SIX =
      "\\{\"pusherCount\":\\d+,\"pullerCount\":\\d+,\"messageCount\":\\d+,"
          + "\"totalMessageCount\":\\d+,\"roleSwitchCount\":\\d+,\"currentRole\":\"Pu\\w+\"}";

  @AutoClose private final Site site;

  ServerTest(TestRedis redis) {
    site = Site.on(redis);
  }

  @Test
  void startAndStopAnswerInTheOriginalsWordsAlsoWhenThereIsNothingToDo() {
    assertAnswer(site.http().post("/start"), 200, HTML, "Process started");
    assertAnswer(site.http().post("/start"), 200, HTML, "Process started");
    assertThat(site.served().mill().pool().isRunning()).isTrue();

    assertAnswer(site.http().post("/stop"), 200, HTML, "Process stopped");
    assertAnswer(site.http().post("/stop"), 200, HTML, "Process stopped");
    assertThat(site.served().mill().pool().isRunning()).isFalse();
  }

  @Test
  void theStateIsTheSixFieldsBeforeAndAfterTheStart() {
    assertThat(site.http().get("/state").body())
        .isEqualTo(
            "{\"pusherCount\":1,\"pullerCount\":1,\"messageCount\":0,\"totalMessageCount\":0,"
                + "\"roleSwitchCount\":0,\"currentRole\":\"Pusher\"}");

    site.http().post("/start");
    Awaitility.await().until(() -> site.served().mill().pool().view().totalMessageCount() > 20);
    site.http().post("/stop");

    String stopped = site.http().get("/state").body();
    assertThat(stopped).matches(SIX);
    assertThat(site.http().get("/getredisstate").body())
        .isEqualTo(
            "{\"message\":\"Note: The state might not be up-to-date.\",\"redisState\":"
                + stopped
                + "}");
  }

  @Test
  void withoutASavedStateThereIsNone() {
    assertAnswer(
        site.http().get("/getredisstate"), 404, JSON, "{\"message\":\"No state found in Redis.\"}");
  }

  @Test
  void whatTheOriginalSavedIsToldAsItToldIt() {
    String saved =
        "{\"pusherCount\":2,\"pullerCount\":1,\"messageCount\":10,\"totalMessageCount\":21,"
            + "\"roleSwitchCount\":2,\"currentRole\":\"Pusher\"}";
    site.redis().call("SET", "systemState", saved);

    assertAnswer(
        site.http().get("/getredisstate"),
        200,
        JSON,
        "{\"message\":\"Note: The state might not be up-to-date.\",\"redisState\":" + saved + "}");
  }

  @Test
  void thePolicyOfThePageNeedsNothingInline() {
    HttpResponse<String> answer = site.http().get("/state");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'self'")
        .doesNotContain("unsafe-inline");
  }

  @Test
  void aForeignNameThatPointsHereGetsNothing() throws Exception {
    assertThat(statusForHost("evil.example:" + site.http().port())).contains(" 403 ");
    assertThat(statusForHost("localhost:" + site.http().port())).contains(" 200 ");
    assertThat(statusForHost("[::1]")).contains(" 200 ");
  }

  private String statusForHost(String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.http().port())) {
      String request = "GET /state HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aPageOfAnotherOriginMayNotStartThePool() {
    for (String from : List.of("cross-site", "same-site")) {
      HttpResponse<String> answer = site.http().post("/start", "Sec-Fetch-Site", from);
      assertAnswer(answer, 403, "application/problem+json", answer.body());
    }
    assertThat(site.http().post("/start", "Origin", "http://evil.example").statusCode())
        .isEqualTo(403);
    assertThat(site.served().mill().pool().isRunning()).isFalse();

    assertThat(site.http().post("/start", "Sec-Fetch-Site", "same-origin").statusCode())
        .isEqualTo(200);
  }

  @Test
  void aPoolThatAnotherProcessRunsIsNotStartedHereToo() {
    site.redis()
        .call(
            "SET",
            "bull:messages:tidemill:holder:" + site.served().mill().pool().options().node(),
            "process 1 of elsewhere",
            "PX",
            "60000");

    HttpResponse<String> answer = site.http().post("/start");

    assertAnswer(answer, 409, "application/problem+json", answer.body());
    assertThat(answer.body()).contains("\"code\":\"pool-busy\"", "process 1 of elsewhere");
    assertThat(site.served().mill().pool().isRunning()).isFalse();
  }

  @Test
  void whatIsNotThereIsAProblemWithAHint() {
    HttpResponse<String> missing = site.http().get("/nothing");
    assertAnswer(missing, 404, "application/problem+json", missing.body());
    assertThat(missing.body()).contains("\"code\":\"not-found\"", "\"hint\":");

    assertThat(site.http().get("/start").statusCode()).isEqualTo(405);
    assertThat(site.http().get("/start").headers().firstValue("Allow")).contains("POST");
  }

  @Test
  void theApiTellsThePoolItsWorkersAndItsHealth() throws Exception {
    site.http().post("/start");
    site.http().nextSample();

    assertThat(site.http().get("/api/v1/pool").body())
        .contains("\"running\":true", "\"maxPushers\":10");
    assertThat(site.http().get("/api/v1/pool/workers").body()).contains("\"id\":\"w01\"");
    assertThat(site.http().get("/api/v1/pool/history").body()).contains("\"pushers\":[");
    assertThat(site.http().get("/api/v1/pool/history?from=soon").statusCode()).isEqualTo(400);
    assertThat(site.http().get("/livez").statusCode()).isEqualTo(200);
    assertThat(site.http().get("/readyz").statusCode()).isEqualTo(200);
  }

  @Test
  void theApiTellsWhatAStartFoundAndWhatIsWrong() {
    site.redis().call("HSET", "bull:messages:tidemill:ledger", "count", "many");
    site.http().post("/start");
    site.redis().call("SET", "systemState", "{\"totalMessageCount\":400}");
    Awaitility.await().until(() -> !site.served().mill().pool().view().alerts().isEmpty());

    assertThat(site.http().get("/api/v1/pool").body())
        .contains(
            "\"restored\":[{\"code\":\"ledger-unreadable\",\"told\":\"The ledger has no number in"
                + " count 'many': it is kept under aside:… there\"}]",
            "\"alerts\":[{\"code\":\"copy-foreign\",\"told\":\"Another program has written"
                + " systemState: ");
  }

  @Test
  void aStartOnThePlanOfANewerReleaseIsAProblemThatNamesBothFormats() {
    site.redis().call("SET", "bull:messages:tidemill:state", "{\"version\":9,\"format\":99}");

    HttpResponse<String> answer = site.http().post("/start");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("\"code\":\"newer-state\"", "in format 99", "up to 2");
  }

  @Test
  void thePageAndWhatItLoadsAreServed() {
    assertThat(site.http().get("/").body()).contains("<tide-app>");
    assertThat(site.http().get("/app.js").statusCode()).isEqualTo(200);
    assertThat(site.http().get("/webjars/lit/3.3.2/index.js").statusCode()).isEqualTo(200);
  }

  private static void assertAnswer(
      HttpResponse<String> answer, int status, String type, String body) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains(type);
    assertThat(answer.body()).isEqualTo(body);
  }
}

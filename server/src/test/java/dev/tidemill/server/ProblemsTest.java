package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tidemill.server.api.ProblemCode;
import dev.tidemill.server.api.Route;
import dev.tidemill.server.http.Access;
import dev.tidemill.server.http.Front;
import dev.tidemill.server.http.HttpServer;
import dev.tidemill.server.http.Ports;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

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

  @ParameterizedTest
  @CsvSource({
    "/docs, theme.css",
    "/docs/, ../theme.css",
    "/problems/, ../theme.css",
    "/problems/internal, ../theme.css",
    "/problems/internal/, ../../theme.css"
  })
  void aSlashAtTheEndOfAPagesPathDoesNotLeadItsLinksAstray(
      String path, String style, TestRedis redis) {
    try (Served served = Served.on(redis)) {
      assertThat(served.http().get(path).body()).contains("href=\"" + style + "\"");
    }
  }

  @Test
  void whatHasToBeInABodyIsAskedForAndNotMadeUp(TestRedis redis) {
    try (Served served = Served.on(redis)) {
      HttpResponse<String> step = served.http().send("POST", "/api/v1/pool/step", "{}");

      assertThat(step.statusCode()).isEqualTo(400);
      assertThat(step.body())
          .contains("'body/towards': it is missing; give one of pushers, pullers.");
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
      assertThat(http.send("POST", path, "{\"a\":1}").body())
          .contains("'body/a': there is no such field; none is taken.");
      assertThat(http.send("POST", path, "{\n\"a\":").body())
          .contains("that is no JSON, line 2, column")
          .doesNotContain("REDACTED");
      assertThat(http.send("POST", path, "{\"a\":").statusCode()).isEqualTo(400);
      String large = "{\"a\":\"" + "x".repeat(9 << 20) + "\"}";
      assertThat(http.send("POST", path, large).statusCode()).isEqualTo(413);
      assertThat(http.get("/api/v1/queues/messages").body()).contains("\"paused\":false");
    }
  }

  @Test
  void aBodyWithoutATypeIsToldWhichOneToGive(TestRedis redis) throws Exception {
    try (Served served = Served.on(redis)) {
      Http http = served.http();
      URI path = URI.create("http://127.0.0.1:" + http.port() + "/api/v1/queues/messages/pause");
      HttpRequest untyped =
          HttpRequest.newBuilder(path).POST(BodyPublishers.ofString("{}")).build();

      HttpResponse<String> refused = http.client().send(untyped, BodyHandlers.ofString());

      assertThat(refused.statusCode()).isEqualTo(415);
      assertThat(refused.body())
          .contains("The body is sent without a type; say 'Content-Type: application/json'.");
    }
  }

  @Test
  void aMistakeOfTheServerIsFoundInItsLogByWhatWasAnswered(TestRedis redis) {
    Route broken =
        Route.get(
            "/broken",
            request -> {
              throw new IllegalStateException("nobody has foreseen this");
            });
    Logger logger = (Logger) LoggerFactory.getLogger("dev.tidemill.server.http");
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    try (Served served = Served.on(redis);
        HttpServer server =
            HttpServer.start(
                Ports.bind("127.0.0.1", 0),
                Access.OPEN,
                Front.NONE,
                List.of(broken),
                served.server().hub())) {
      HttpResponse<String> answer = Http.to(server.port()).get("/broken");

      assertThat(answer.statusCode()).isEqualTo(500);
      String trace = traceOf(answer);
      assertThat(log.list)
          .anyMatch(line -> line.getFormattedMessage().contains("traceId " + trace));
    } finally {
      logger.detachAppender(log);
    }
  }

  @Test
  void aProblemHasTheTraceOfItsRequest(TestRedis redis) {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    try (Served served = Served.on(redis)) {
      for (String given : List.of("00-%s-00f067aa0ba902b7-01", "cc-%s-00f067aa0ba902b7-01-what")) {
        assertThat(problemOf(served, given.formatted(trace))).isEqualTo(trace);
      }
      String parent = "00-%s-00f067aa0ba902b7-00".formatted(trace);
      assertThat(traceOf(served.http().post("/start", "Origin", "http://x", "traceparent", parent)))
          .as("of a request that comes to no route")
          .isEqualTo(trace);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01"
      })
  void aProblemOfNoTraceHasANewOne(String parent, TestRedis redis) {
    try (Served served = Served.on(redis)) {
      String one = problemOf(served, parent);

      assertThat(one).matches("[0-9a-f]{32}").isNotEqualTo(problemOf(served, parent));
      assertThat(parent).doesNotContainIgnoringCase(one);
    }
  }

  private static String problemOf(Served served, String parent) {
    return traceOf(served.http().get("/nowhere", "traceparent", parent));
  }

  private static String traceOf(HttpResponse<String> problem) {
    Matcher told = Pattern.compile("\"traceId\":\"(\\w+)\"").matcher(problem.body());
    assertThat(told.find()).as(problem.body()).isTrue();
    return told.group(1);
  }

  @Test
  void whatIsNoRequestIsAnsweredWithoutAPathThatNobodyAskedFor(TestRedis redis) throws Exception {
    try (Served served = Served.on(redis);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.http().port())) {
      socket.getOutputStream().write("nonsense\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 400 ").contains("application/problem+json");
      assertThat(answer)
          .contains("\"code\":\"refused\"", "\"traceId\":\"")
          .doesNotContain("badMessage");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PATCH, /api/v1/pool, {\"maxPullers\":-3}, /maxPullers",
    "PATCH, /api/v1/pool, {\"a/b~c\":1}, /a~1b~0c",
    "POST, /api/v1/pool/step, {}, /towards",
    "POST, /api/v1/queues/messages/bulk, '{\"action\":\"retry\",\"select\":{\"state\":3}}',"
        + " /select/state",
    "POST, /api/v1/queues/messages/jobs, '[{},{\"options\":{\"attempts\":\"x\"}}]',"
        + " /1/options/attempts"
  })
  void theFieldThatIsWrongIsPointedAt(
      String method, String path, String body, String pointer, TestRedis redis) {
    try (Served served = Served.on(redis)) {
      HttpResponse<String> refused = served.http().send(method, path, body);

      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body())
          .contains("\"errors\":[{\"pointer\":\"" + pointer + "\",\"detail\":\"");
    }
  }

  @Test
  void aParameterIsNoFieldOfTheBody(TestRedis redis) {
    try (Served served = Served.on(redis)) {
      assertThat(served.http().get("/api/v1/queues?limit=x").body())
          .contains("'limit' is 'x'")
          .doesNotContain("pointer");
    }
  }
}

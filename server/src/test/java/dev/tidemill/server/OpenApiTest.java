package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.Schedule;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.server.api.Route;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description names each route and no other, and each answer is as it says. */
@ExtendWith(RedisExtension.class)
class OpenApiTest {

  private static final JsonMapper JSON = new JsonMapper();

  /** What is asked, in this order; bodies follow the path. */
  private static final List<String> ASKED =
      List.of(
          "GET /state",
          "GET /getredisstate",
          "GET /api/v1/pool/state",
          "PATCH /api/v1/pool {\"policy\":\"fixed\",\"maxPushers\":2,\"maxPullers\":2}",
          "POST /api/v1/pool/start",
          "GET /api/v1/pool",
          "GET /api/v1/pool/nodes",
          "GET /api/v1/pool/workers",
          "GET /api/v1/pool/workers/w01",
          "POST /api/v1/pool/step {\"towards\":\"pullers\"}",
          "POST /api/v1/pool/workers/w02/turn",
          "POST /api/v1/pool/workers/w02/rest",
          "POST /api/v1/pool/workers/w02/resume",
          "GET /api/v1/pool/history",
          "GET /api/v1/demo/faults",
          "POST /api/v1/demo/faults {\"fault\":\"fail-jobs\"}",
          "POST /api/v1/pool/stop",
          "GET /getredisstate",
          "GET /api/v1/pool/state",
          "GET /api/v1/queues",
          "GET /api/v1/queues/mails",
          "GET /api/v1/queues/mails/counts",
          "GET /api/v1/queues/mails/consumers",
          "POST /api/v1/queues/mails/pause",
          "POST /api/v1/queues/mails/resume",
          "POST /api/v1/queues/mails/jobs {\"data\":1}",
          "POST /api/v1/queues/mails/jobs [{\"data\":1}]",
          "GET /api/v1/queues/mails/jobs",
          "GET /api/v1/queues/mails/jobs?q=mail&data=true",
          "GET /api/v1/queues/mails/jobs/failed1",
          "GET /api/v1/queues/mails/jobs/failed1/data",
          "GET /api/v1/queues/mails/jobs/failed1/logs",
          "GET /api/v1/queues/mails/jobs/failed1/flow",
          "POST /api/v1/queues/mails/jobs/failed1/retry",
          "POST /api/v1/queues/mails/jobs/later1/promote",
          "DELETE /api/v1/queues/mails/jobs/later1",
          "POST /api/v1/queues/mails/bulk {\"action\":\"retry\",\"dryRun\":true}",
          "POST /api/v1/queues/mails/bulk {\"action\":\"retry\"}",
          "GET /api/v1/operations",
          "GET /api/v1/operations/OPERATION",
          "DELETE /api/v1/operations/OPERATION",
          "GET /api/v1/queues/mails/schedulers",
          "GET /api/v1/schedulers",
          "GET /api/v1/queues/mails/schedulers/hourly",
          "PUT /api/v1/queues/mails/schedulers/daily {\"pattern\":\"0 9 * *"
              + " *\",\"data\":{\"a\":1}}",
          "DELETE /api/v1/queues/mails/schedulers/hourly",
          "POST /api/v1/flows {\"queue\":\"mails\",\"children\":[{\"queue\":\"texts\"}]}",
          "GET /api/v1/redis",
          "GET /api/v1/redis/keys?queue=mails",
          "GET /api/v1/redis/keys/bull:mails:meta",
          "POST /api/v1/queues/mails/drain {\"confirm\":\"mails\"}",
          "POST /api/v1/queues/mails/obliterate {\"confirm\":\"mails\"}",
          "GET /api/v1/server",
          "GET /api/v1/config",
          "GET /livez",
          "GET /readyz",
          "GET /startupz",
          "GET /openapi.json",
          "GET /api/v1/nowhere",
          "GET /api/v1/queues/nothing");

  private Served served;
  private JsonNode document;

  @BeforeEach
  void serve(TestRedis redis) {
    served = Served.demo(redis);
    document = JSON.readTree(served.http().get("/openapi.json").body());
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "mails"))) {
      queue.add("mail", "{}", JobOptions.builder().id("failed1").build());
      redis.call("DEL", "bull:mails:wait");
      redis.call("ZADD", "bull:mails:failed", "5", "failed1");
      redis.call("HSET", "bull:mails:failed1", "failedReason", "boom", "finishedOn", "5");
      JobOptions later = JobOptions.builder().id("later1").delay(Duration.ofHours(1)).build();
      queue.add("mail", "2", later);
      queue.schedulers().upsert("hourly", Schedule.every(Duration.ofHours(1)).build());
    }
  }

  @AfterEach
  void close() {
    served.close();
  }

  private Set<String> described() {
    Set<String> described = new TreeSet<>();
    document
        .path("paths")
        .forEachEntry(
            (path, methods) ->
                methods.forEachEntry(
                    (method, operation) ->
                        described.add(method.toUpperCase(Locale.ROOT) + " " + path)));
    return described;
  }

  @Test
  void eachRouteIsDescribedAndEachDescriptionIsARoute() {
    Set<String> routes = new TreeSet<>();
    for (Route route : served.server().api().routes()) {
      routes.add(route.method() + " " + route.path());
    }

    assertThat(routes).hasSizeGreaterThan(40).isEqualTo(described());
  }

  @Test
  void eachRouteAnswersInTheTypeThatIsDescribed() {
    for (Route route : served.server().api().routes()) {
      String method = route.method().toLowerCase(Locale.ROOT);
      JsonNode answers = document.path("paths").path(route.path()).path(method).path("responses");
      String type = route.type().replaceFirst(";.*", "");
      answers.forEachEntry(
          (status, answer) ->
              assertThat(answer.path("content").has(type) || status.equals("default"))
                  .as(route + " " + status)
                  .isTrue());
    }
  }

  @Test
  void eachAnswerIsAsDescribed() {
    List<String> offences = new ArrayList<>();
    Set<String> asked = new TreeSet<>();
    String operation = "";
    for (String line : ASKED) {
      String[] parts = line.replace("OPERATION", operation).split(" ", 3);
      HttpResponse<String> answer = ask(parts);
      String route = route(parts[0], parts[1]);
      asked.add(route);
      offences.addAll(offences(line, route, answer));
      String place = answer.headers().firstValue("Location").orElse("");
      operation = place.contains("/operations/") ? place.replaceFirst(".*/", "") : operation;
    }

    assertThat(offences).isEmpty();
    Set<String> unasked = described();
    unasked.removeAll(asked);
    unasked.removeIf(
        route ->
            route.matches(".* (/start|/stop|/events|/api/v1/events|/docs|/problems.*|/metrics)"));
    assertThat(unasked).as("routes whose answers nobody has looked at").isEmpty();
  }

  private HttpResponse<String> ask(String[] parts) {
    if (parts[1].contains("/workers/")) {
      Awaitility.await()
          .until(() -> served.http().get("/api/v1/pool/workers/w02").statusCode() == 200);
    }
    return served.http().send(parts[0], parts[1], parts.length < 3 ? "" : parts[2]);
  }

  /** The described route that a path belongs to; empty for none. */
  private String route(String method, String asked) {
    String path = asked.replaceFirst("\\?.*", "");
    return described().stream()
        .filter(route -> route.startsWith(method + " "))
        .filter(
            route ->
                path.matches(route.substring(method.length() + 1).replaceAll("\\{\\w+}", "[^/]+")))
        .findFirst()
        .orElse("");
  }

  private List<String> offences(String line, String route, HttpResponse<String> answer) {
    String status = Integer.toString(answer.statusCode());
    String path = route.isEmpty() ? "" : route.substring(route.indexOf(' ') + 1);
    String method = line.substring(0, line.indexOf(' ')).toLowerCase(Locale.ROOT);
    JsonNode answers = document.path("paths").path(path).path(method).path("responses");
    JsonNode schema = document.at("/components/schemas/Problem");
    if (answers.has(status)) {
      schema = answers.path(status).path("content").path("application/json").path("schema");
    } else if (answer.statusCode() < 400) {
      return List.of(line + " answered " + status + ", which is not described");
    }
    List<String> offences =
        new OpenApiSchema(document).offences(schema, JSON.readTree(answer.body()));
    boolean expected = line.matches(".*/(getredisstate|nowhere|nothing)");
    if (answer.statusCode() >= 400 && !expected) {
      return List.of(line + " answered " + answer.body());
    }
    return offences.stream().map(offence -> line + ": " + offence).toList();
  }

  @Test
  void thePageOfRoutesHasALineForEach() {
    String page = served.http().get("/docs").body();

    for (String route : described()) {
      assertThat(page).contains("<code>" + route + "</code>");
    }
    assertThat(page)
        .contains("curl -X POST -H &#39;".replace("&#39;", "'"), "http://127.0.0.1:")
        .doesNotContain("<script", "style=");
  }
}

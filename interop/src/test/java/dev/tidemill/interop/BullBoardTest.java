package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.JobOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The dashboard bull-board over a queue that only Java has touched. */
@ExtendWith(NodeExtension.class)
final class BullBoardTest {

  @AutoClose private final Scene scene;
  @AutoClose private final HttpClient http = HttpClient.newHttpClient();
  private String address = "";

  BullBoardTest(Stage stage) {
    scene = stage.scene(new Pairing(Pairing.Way.JAVA_WATCHED, Release.TODAY));
  }

  @BeforeEach
  void open() {
    address = "http://127.0.0.1:" + scene.node().call("board", Map.of()).asInt();
  }

  private String send(String method, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path))
            .method(method, BodyPublishers.noBody())
            .build();
    var answer = http.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(method + " " + path + ": " + answer.body()).isLessThan(300);
    return answer.body();
  }

  private JsonNode queue(String status) throws IOException, InterruptedException {
    String path = "/api/queues?activeQueue=jobs&status=" + status + "&page=1&jobsPerPage=10";
    return Scene.JSON.readTree(send("GET", path)).get("queues").get(0);
  }

  @Test
  void itListsOurQueueAndItsJobs() throws IOException, InterruptedException {
    scene.add("good", "{\"return\":\"well done\"}");
    scene.work();
    Scene.soon().until(() -> scene.queue().counts().completed() == 1);
    scene.add("late", "{}", JobOptions.builder().delay(Duration.ofHours(1)));

    JsonNode queue = queue("completed");

    assertThat(queue.get("name").asString()).isEqualTo("jobs");
    assertThat(queue.get("counts").get("completed").asInt()).isEqualTo(1);
    assertThat(queue.get("counts").get("delayed").asInt()).isEqualTo(1);
    assertThat(queue.get("jobs").get(0).get("name").asString()).isEqualTo("good");
    assertThat(queue.get("jobs").get(0).get("returnValue").asString()).isEqualTo("well done");
    assertThat(send("GET", "/")).contains("<html");
  }

  @Test
  void itRetriesAJobOfOursThatFailed() throws IOException, InterruptedException {
    String id = scene.add("shaky", "{\"throw\":\"x\",\"throwUntil\":1}");
    scene.work();
    Scene.soon().until(() -> scene.queue().counts().failed() == 1);
    assertThat(queue("failed").get("jobs").get(0).get("failedReason").asString()).isEqualTo("x");

    send("PUT", "/api/queues/jobs/" + id + "/retry");

    scene.event("completed", id);
    assertThat(scene.handled()).containsExactly("shaky", "shaky");
  }

  @Test
  void itPromotesADelayedJobOfOurs() throws IOException, InterruptedException {
    String id = scene.add("late", "{}", JobOptions.builder().delay(Duration.ofHours(1)));
    assertThat(queue("delayed").get("jobs").get(0).get("id").asString()).isEqualTo(id);

    send("PUT", "/api/queues/jobs/" + id + "/promote");

    scene.work();
    scene.event("completed", id);
  }
}

package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.pool.WorkerView;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.net.http.HttpResponse;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a demo lets one break, and that it heals. */
@ExtendWith(RedisExtension.class)
class FaultsTest {

  private static final String FAULTS = "/api/v1/demo/faults";

  @Test
  void aServerThatIsNoDemoHasNoFaults(TestRedis redis) {
    try (Served served = Served.on(redis)) {
      assertThat(served.http().get(FAULTS).statusCode()).isEqualTo(404);
      assertThat(served.http().send("POST", FAULTS, "{\"fault\":\"kill-worker\"}").statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void aKilledWorkerIsReplacedAndBothAreTold(TestRedis redis) throws Exception {
    try (Served served = Served.demo(redis)) {
      served.mill().pool().start();
      long workers = served.mill().pool().view().workers().size();

      HttpResponse<String> killed = begin(served, "kill-worker");

      assertThat(killed.body()).contains("killed");
      assertThat(served.http().eventsUntil("death").getLast().data()).contains("\"worker\":\"w0");
      assertThat(served.http().eventsUntil("resume").getLast().data()).contains("\"worker\":\"w0");
      assertThat(served.mill().pool().view().workers()).hasSizeGreaterThanOrEqualTo((int) workers);
      long done = done(served);
      Awaitility.await().until(() -> done(served) > done);
    }
  }

  private static long done(Served served) {
    return served.mill().pool().view().workers().stream().mapToLong(WorkerView::pulled).sum();
  }

  @Test
  void messagesFailWhileTheyAreMadeTo(TestRedis redis) {
    try (Served served = Served.demo(redis)) {
      served.mill().pool().start();

      HttpResponse<String> begun = begin(served, "fail-jobs");

      JsonNode answer = new JsonMapper().readTree(begun.body());
      assertThat(answer.findValues("untilMs"))
          .extracting(until -> until.asLong() - answer.path("t").asLong())
          .as("what is left by the server's own clock")
          .filteredOn(left -> left > 0)
          .singleElement(InstanceOfAssertFactories.LONG)
          .isLessThanOrEqualTo(15_000);
      Awaitility.await().until(() -> served.mill().pool().view().failed() > 0);
    }
  }

  @Test
  void theRedisOfOthersIsLeftAlone(TestRedis redis) {
    try (Served served = Served.demo(redis)) {
      assertThat(begin(served, "kill-redis").statusCode()).isEqualTo(409);
      assertThat(begin(served, "flood").statusCode()).isEqualTo(400);
      assertThat(begin(served, "kill-worker").body()).contains("pool-not-running");
    }
  }

  private static HttpResponse<String> begin(Served served, String fault) {
    return served.http().send("POST", FAULTS, "{\"fault\":\"" + fault + "\"}");
  }
}

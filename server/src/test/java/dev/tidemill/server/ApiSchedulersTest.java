package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.Schedule;
import dev.tidemill.queue.JobSchedulers;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Schedulers, page by page. */
@ExtendWith(RedisExtension.class)
class ApiSchedulersTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String OF_MAILS = "/api/v1/queues/mails/schedulers?limit=2";

  @AutoClose private final Site site;

  ApiSchedulersTest(TestRedis redis) {
    site = Site.on(redis);
  }

  private static void put(JobSchedulers schedulers, String id, int hours) {
    schedulers.upsert(id, Schedule.every(Duration.ofHours(hours)).build());
  }

  private void due(String millis, String... ids) {
    for (String id : ids) {
      site.redis().call("ZADD", "bull:mails:repeat", millis, id);
    }
  }

  private List<String> idsFrom(String path, String cursor) {
    List<String> ids = new ArrayList<>();
    for (String next = cursor; next != null; ) {
      JsonNode page = JSON.readTree(site.body(path + (next.isEmpty() ? "" : "&cursor=" + next)));
      page.path("items")
          .forEach(one -> ids.add(one.path("queue").asString("") + one.path("id").asString("")));
      next = page.path("next").isString() ? page.path("next").asString() : null;
    }
    return ids;
  }

  @Test
  void theSchedulersOfAQueueAreAllReached() {
    for (int n = 0; n < 7; n++) {
      put(site.mails().schedulers(), "s" + n, 5); // all are due at once
    }

    assertThat(idsFrom(OF_MAILS, "")).containsExactly("s0", "s1", "s2", "s3", "s4", "s5", "s6");
    assertThat(site.body(OF_MAILS)).contains("\"total\":7");
  }

  @Test
  void thoseThatStayAreToldThoughOthersAreMovedOrRemovedMeanwhile() {
    JobSchedulers schedulers = site.mails().schedulers();
    List.of("a", "b", "c", "d", "e").forEach(id -> put(schedulers, id, 5));
    due("1000", "a", "b", "c", "d");
    due("2000", "e", "without a hash");
    String next = JSON.readTree(site.body(OF_MAILS)).path("next").asString();

    schedulers.remove("a");
    due("3000", "b");
    due("1", "without a hash either");

    assertThat(idsFrom(OF_MAILS, next)).containsExactly("c", "d", "e", "b");
  }

  @Test
  void theSchedulersOfAllQueuesAreToldQueueByQueue() {
    for (int n = 0; n < 30; n++) { // more queues than are told at once
      try (Queue queue = Queue.open(QueueOptions.of(site.redis().uri(), "q%02d".formatted(n)))) {
        queue.add("welcome", "{}");
        if (n % 10 == 9) {
          put(queue.schedulers(), "x", 1);
          put(queue.schedulers(), "y", 2000);
        }
      }
    }
    Awaitility.await().until(() -> site.body("/api/v1/schedulers").contains("\"complete\":true"));

    assertThat(idsFrom("/api/v1/schedulers?limit=1", ""))
        .containsExactly("q09x", "q09y", "q19x", "q19y", "q29x", "q29y");
    assertThat(idsFrom("/api/v1/schedulers?limit=4", "")).hasSize(6);
  }

  @Test
  void aQueueWithRepeatableJobsOfAnOldBullMqHidesNoOther() {
    site.mails().add("welcome", "{}");
    site.redis().call("ZADD", "bull:mails:repeat", "1", "mail::::1000");
    try (Queue queue = Queue.open(QueueOptions.of(site.redis().uri(), "texts"))) {
      put(queue.schedulers(), "x", 1);
    }
    Awaitility.await().until(() -> site.body("/api/v1/schedulers").contains("\"complete\":true"));

    assertThat(site.body("/api/v1/schedulers"))
        .contains("\"id\":\"x\"", "\"refused\":[{\"prefix\":\"bull\",\"queue\":\"mails\"");
  }

  @Test
  void aCursorOfAnotherListIsRefused() {
    put(site.mails().schedulers(), "x", 1);
    put(site.mails().schedulers(), "y", 2);
    String next =
        JSON.readTree(site.body("/api/v1/queues/mails/schedulers?limit=1")).path("next").asString();

    assertThat(site.http().get("/api/v1/schedulers?cursor=" + next).statusCode()).isEqualTo(400);
  }
}

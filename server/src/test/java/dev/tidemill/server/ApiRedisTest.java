package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.NewJob;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A look at Redis that ends at the fence around queues. */
@ExtendWith(RedisExtension.class)
class ApiRedisTest {

  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void keysOfQueuesAreShownAndNoOthers(TestRedis redis) {
    try (Served served = Served.on(redis);
        Queue mails = Queue.open(QueueOptions.of(redis.uri(), "mails"))) {
      Http http = served.http();
      mails.add("mail", "{\"to\":\"ann\"}");
      redis.call("SET", "secret", "s3cret");
      Awaitility.await()
          .until(() -> http.get("/api/v1/queues").body().contains("\"complete\":true"));

      assertThat(http.get("/api/v1/redis/keys?queue=mails").body())
          .contains("bull:mails:1", "{\"key\":\"bull:mails:wait\",\"type\":\"list\",\"size\":1}")
          .doesNotContain("secret");
      assertThat(http.get("/api/v1/redis/keys?queue=mails&match=1").body())
          .contains("bull:mails:1")
          .doesNotContain("bull:mails:wait");
      assertThat(http.get("/api/v1/redis/keys/bull:mails:1").body())
          .contains("\"type\":\"hash\"", "\"ttlMs\":-1", "{\\\"to\\\":\\\"ann\\\"}");
      assertThat(http.get("/api/v1/redis/keys/bull:mails:wait").body())
          .contains("\"type\":\"list\",\"ttlMs\":-1,\"size\":1,\"value\":[\"1\"]");

      HttpResponse<String> outside = http.get("/api/v1/redis/keys/secret");
      assertThat(outside.statusCode()).isEqualTo(404);
      assertThat(outside.body()).contains("key-not-found").doesNotContain("s3cret");
      assertThat(http.get("/api/v1/redis/keys?queue=*").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void whatTheListTellsOfAKeyIsWhatALookAtItTells(TestRedis redis) {
    try (Served served = Served.on(redis);
        Queue mails = Queue.open(QueueOptions.of(redis.uri(), "mails"))) {
      Http http = served.http();
      String last = mails.addAll(Collections.nCopies(600, NewJob.of("mail", "{}"))).getLast();
      redis.call("SADD", "bull:mails:" + last + ":dependencies", "one", "two");
      redis.call("ZADD", "bull:mails:failed", "5", "a", "6", "b", "7", "c");
      Awaitility.await()
          .until(() -> http.get("/api/v1/queues").body().contains("\"complete\":true"));

      Map<String, JsonNode> listed = listed(http);

      assertThat(listed).hasSizeGreaterThan(604);
      for (String key : List.of("meta", "id", "wait", "failed", "events", last + ":dependencies")) {
        JsonNode item = Objects.requireNonNull(listed.get("bull:mails:" + key), key);
        JsonNode look = JSON.readTree(http.get("/api/v1/redis/keys/bull:mails:" + key).body());
        assertThat(item.path("type")).as(key).isEqualTo(look.path("type"));
        assertThat(item.path("size")).as(key).isEqualTo(look.path("size"));
        assertThat(item.path("size").asLong(0)).as(key).isPositive();
      }
    }
  }

  /** All keys of the queue by their names, as the list tells them page by page. */
  private static Map<String, JsonNode> listed(Http http) {
    Map<String, JsonNode> listed = new HashMap<>();
    String cursor = "";
    do {
      JsonNode page = JSON.readTree(http.get("/api/v1/redis/keys?queue=mails" + cursor).body());
      page.path("items").forEach(item -> listed.put(item.path("key").asString(""), item));
      cursor = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").asString("");
    } while (!cursor.isEmpty());
    return listed;
  }

  @Test
  void figuresOfRedisAreToldWithoutItsPassword(TestRedis redis) {
    try (Served served = Served.on(redis)) {
      assertThat(served.http().get("/api/v1/redis").body())
          .contains("\"redis_version\":\"" + redis.version(), "\"used_memory\":", "\"keys\":");
    }
  }
}

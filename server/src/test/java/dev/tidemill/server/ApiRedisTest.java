package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.net.http.HttpResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A look at Redis that ends at the fence around queues. */
@ExtendWith(RedisExtension.class)
class ApiRedisTest {

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
          .contains("bull:mails:1", "bull:mails:wait")
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
  void figuresOfRedisAreToldWithoutItsPassword(TestRedis redis) {
    try (Served served = Served.on(redis)) {
      assertThat(served.http().get("/api/v1/redis").body())
          .contains("\"redis_version\":\"" + redis.version(), "\"used_memory\":", "\"keys\":");
    }
  }
}

package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Figures for Prometheus, and whether all is well. */
@ExtendWith(RedisExtension.class)
class MetricsTest {

  @Test
  void figuresHaveBullmqsNamesAndOursEachFamilyOnce(TestRedis redis) {
    try (Served served = Served.on(redis);
        Queue mails = Queue.open(QueueOptions.of(redis.uri(), "mails"))) {
      mails.add("mail", "1");
      served.http().post("/start");
      Awaitility.await().until(() -> served.http().get("/metrics").body().contains("mails"));

      String text = served.http().get("/metrics").body();

      assertThat(text)
          .contains(
              "bullmq_job_count{queue=\"mails\",state=\"waiting\",prefix=\"bull\"} 1",
              "bullmq_job_completed_total{queue=\"mails\",prefix=\"bull\"} 0",
              "tidemill_workers{role=\"Pusher\"}",
              "# TYPE tidemill_http_request_seconds histogram",
              "tidemill_http_request_seconds_bucket{le=\"+Inf\"}",
              "tidemill_redis_up 1");
      Awaitility.await()
          .until(
              () ->
                  served
                      .http()
                      .get("/metrics")
                      .body()
                      .matches("(?s).*tidemill_job_wait_seconds_count [1-9].*"));
      assertThat(served.http().get("/metrics").body())
          .contains("tidemill_job_run_seconds_bucket{le=\"10.0\"}")
          .containsPattern("tidemill_job_run_seconds_count [1-9]");
      assertThat(text.split("# TYPE bullmq_job_count gauge", -1)).hasSize(2);
      assertThat(text.lines())
          .allMatch(line -> line.startsWith("# ") || line.matches("[a-z_]+(\\{.*})? [-0-9.eE]+"));
    }
  }

  @Test
  void aQueueOfAnotherProgramHidesNoOther(TestRedis redis) {
    redis.call("HSET", "bull:archive:meta", "version", "somebody else's");
    redis.call("SET", "bull:broken:wait", "no list");
    redis.call("HSET", "bull:broken:meta", "paused", "0");
    try (Served served = Served.on(redis)) {
      Awaitility.await()
          .until(() -> served.http().get("/api/v1/queues/archive/counts").statusCode() == 200);
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(served.http().get("/metrics").body())
                      .contains("bullmq_job_count{queue=\"messages\"", "tidemill_redis_up 1"));
      assertThat(served.http().get("/metrics").body()).contains("tidemill_redis_up 1");
    }
  }

  @Test
  void aServerWhoseRedisIsGoneLivesButIsNotReady() {
    try (TestRedis redis = TestRedis.start();
        Served served = Served.on(redis)) {
      assertThat(served.http().get("/readyz").body()).contains("\"status\":\"ok\"", "\"ms\":");

      redis.kill9();

      assertThat(served.http().get("/livez").statusCode()).isEqualTo(200);
      assertThat(served.http().get("/readyz").statusCode()).isEqualTo(503);
      assertThat(served.http().get("/readyz").body()).contains("\"status\":\"failing\"");
      assertThat(served.http().get("/api/v1/queues/messages").body())
          .contains("\"code\":\"redis-unavailable\"");
      assertThat(served.http().get("/metrics").statusCode()).isEqualTo(200);
    }
  }
}

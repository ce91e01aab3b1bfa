package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  void howManyQueuesAreLeftOutIsToldAndHowManyJobsWereAdded(TestRedis redis) {
    for (int n = 0; n < 55; n++) {
      redis.call("HSET", "other:q" + n + ":meta", "version", "bullmq:6.7.0");
    }
    try (Served served = Served.on(redis);
        Queue mails = Queue.open(QueueOptions.of(redis.uri(), "mails"))) {
      mails.add("mail", "1");
      mails.add("mail", "2");

      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(served.http().get("/metrics").body())
                      .contains(
                          "tidemill_queues_left_out 7\n",
                          "# TYPE tidemill_jobs_added_total counter",
                          "tidemill_jobs_added_total{queue=\"mails\",prefix=\"bull\"} 2\n"));
    }
  }

  @Test
  void theTurnsOfWorkersThatAreDismissedStayCounted(TestRedis redis) {
    try (Served served = Served.on(redis)) {
      served.http().post("/start");
      Awaitility.await().until(() -> turns(served) > 0);
      long before = turns(served);

      served.http().post("/stop"); // no worker is left

      assertThat(turns(served)).isGreaterThanOrEqualTo(before);
    }
  }

  @Test
  void howLongEachTurnTookIsCounted(TestRedis redis) {
    try (Served served = Served.on(redis)) {
      served.http().post("/start");

      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(served.http().get("/metrics").body())
                      .contains("# TYPE tidemill_switch_seconds histogram")
                      .containsPattern("tidemill_switch_seconds_bucket\\{le=\"10.0\"} [1-9]")
                      .containsPattern("tidemill_switch_seconds_count [1-9]"));
    }
  }

  private static long turns(Served served) {
    return served
        .http()
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("tidemill_worker_turns"))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
        .findFirst()
        .orElseThrow();
  }

  /** What moves between two equal answers has not moved: what is asked in between is of then. */
  @Test
  void theStateTheStreamAndTheMetricsTellTheSameNumbers(TestRedis redis) throws Exception {
    try (Served served = Served.on(redis)) {
      served.http().post("/start");
      Awaitility.await().until(() -> number(state(served), "roleSwitchCount") > 0);

      AtomicReference<String> state = new AtomicReference<>("");
      AtomicReference<String> metrics = new AtomicReference<>("");
      Awaitility.await()
          .atMost(Duration.ofSeconds(60)) // the wave has its slow moments
          .until(
              () -> {
                state.set(state(served));
                metrics.set(served.http().get("/metrics").body());
                return state.get().equals(state(served));
              });
      holdEqual(state.get(), metrics.get());

      served.http().post("/stop");
      String last = state(served);
      assertThat(served.http().eventsUntil("tick").get(2).data()).isEqualTo(last);
      holdEqual(last, served.http().get("/metrics").body());
    }
  }

  private static String state(Served served) {
    return served.http().get("/state").body();
  }

  private static void holdEqual(String state, String metrics) {
    assertThat(metrics)
        .contains(
            "tidemill_workers{role=\"Pusher\"} " + number(state, "pusherCount") + "\n",
            "tidemill_workers{role=\"Puller\"} " + number(state, "pullerCount") + "\n",
            "tidemill_messages_pushed_total " + number(state, "totalMessageCount") + "\n",
            switches("Pusher", "Puller", number(state, "roleSwitchCount"), role(state)),
            switches("Puller", "Pusher", number(state, "roleSwitchCount"), role(state)));
  }

  /** The last of all was to the role that is active now, and they alternate. */
  private static String switches(String from, String to, long all, String active) {
    long half = to.equals(active) ? (all + 1) / 2 : all / 2;
    return "tidemill_role_switches_total{from=\"%s\",to=\"%s\"} %d\n".formatted(from, to, half);
  }

  private static String role(String state) {
    return state.contains("\"currentRole\":\"Pusher\"") ? "Pusher" : "Puller";
  }

  private static long number(String state, String field) {
    Matcher found = Pattern.compile("\"" + field + "\":(\\d+)").matcher(state);
    assertThat(found.find()).as(state).isTrue();
    return Long.parseLong(found.group(1));
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

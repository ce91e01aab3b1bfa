package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.Job;
import dev.tidemill.job.JobState;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.net.http.HttpResponse;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is done to jobs over HTTP. */
@ExtendWith(RedisExtension.class)
class ApiDeedsTest {

  private static final String JOBS = "/api/v1/queues/mails/jobs";

  @AutoClose private final Site site;

  ApiDeedsTest(TestRedis redis) {
    site = Site.on(redis);
  }

  private Job job(String id) {
    return Objects.requireNonNull(site.mails().job(id));
  }

  @Test
  void aJobIsAddedWithItsPayloadByteForByteAndBullmqsOptions() {
    String data = "{\"n\": 1.0, \"big\":12345678901234567890, \"n\":\"\\u00e9é\"}";

    HttpResponse<String> answer =
        site.http()
            .send(
                "POST",
                JOBS,
                "{\"name\":\"hello\",\"data\":"
                    + data
                    + ",\"options\":{\"attempts\":3,\"backoff\":{\"type\":\"exponential\",\"delay\":5},"
                    + "\"removeOnFail\":{\"count\":7},\"delay\":60000,\"mine\":[1.0]}}");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(answer.body()).isEqualTo("{\"prefix\":\"bull\",\"queue\":\"mails\",\"id\":\"1\"}");
    String location = answer.headers().firstValue("Location").orElse("");
    assertThat(site.http().get(location).body()).contains("\"id\":\"1\"", "\"state\":\"delayed\"");
    assertThat(job("1").data()).isEqualTo(data);
    assertThat(job("1").name()).isEqualTo("hello");
    assertThat(job("1").options())
        .contains(
            "\"attempts\":3", "\"type\":\"exponential\"", "\"removeOnFail\":7", "\"mine\":[1.0]");
  }

  @Test
  void manyJobsAreAddedInTheirOrder() {
    HttpResponse<String> answer =
        site.http().send("POST", JOBS, "[{\"data\":1}, {\"data\": [ 2 ]},{\"name\":\"x\"}]");

    assertThat(answer.body()).contains("\"ids\":[\"1\",\"2\",\"3\"]");
    assertThat(job("2").data()).isEqualTo("[ 2 ]");
    assertThat(job("3").data()).isEqualTo("{}");

    String many = "[" + "{},".repeat(1000) + "{}]";
    assertThat(site.http().send("POST", JOBS, many).statusCode()).isEqualTo(413);
    assertThat(site.http().send("POST", JOBS, "{\"options\":{\"priority\":-1}}").body())
        .contains("\"code\":\"validation\"", "body/options/priority");
    assertThat(site.mails().counts().waiting()).isEqualTo(3);
  }

  @Test
  void aRequestWithAKeyIsCarriedOutOnce() {
    HttpResponse<String> first =
        site.http().send("POST", JOBS, "{\"data\":1}", "Idempotency-Key", "order 7");
    HttpResponse<String> again =
        site.http().send("POST", JOBS, "{\"data\":1}", "Idempotency-Key", "order 7");
    HttpResponse<String> other =
        site.http().send("POST", JOBS, "{\"data\":2}", "Idempotency-Key", "order 7");

    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(site.mails().counts().waiting()).isEqualTo(1);
  }

  @Test
  void aKeyIsFreeAgainWhenTheRequestWasRefusedAndTakenWhileItsEndIsOpen() {
    String bad = "{\"options\":{\"jobId\":\"12\"}}";
    assertThat(site.http().send("POST", JOBS, bad, "Idempotency-Key", "k").statusCode())
        .isEqualTo(400);
    assertThat(site.http().send("POST", JOBS, "{}", "Idempotency-Key", "k").statusCode())
        .isEqualTo(201);

    Object keys = site.redis().call("KEYS", "bull:mails:tidemill:once-*");
    String key = String.valueOf(keys).replaceAll("[\\[\\]]", "");
    String kept = String.valueOf(site.redis().call("GET", key));
    site.redis().call("SET", key, kept.replaceFirst(",\"status\".*", "}"), "PX", "60000");
    HttpResponse<String> open = site.http().send("POST", JOBS, "{}", "Idempotency-Key", "k");
    assertThat(open.statusCode()).isEqualTo(409);
    assertThat(open.body()).contains("idempotency-open");
    assertThat(site.mails().counts().waiting()).isEqualTo(1);
  }

  @Test
  void aJobThatFailedIsTriedAgain() {
    String id = site.mails().add("mail", "1");
    HttpResponse<String> early = site.http().post(JOBS + "/" + id + "/retry");
    assertThat(early.statusCode()).isEqualTo(409);
    assertThat(early.body()).contains("is waiting");

    site.redis().call("LREM", "bull:mails:wait", "1", id);
    site.redis().call("ZADD", "bull:mails:failed", "5", id);
    site.redis().call("HSET", "bull:mails:" + id, "failedReason", "boom", "atm", "3");
    HttpResponse<String> retried =
        site.http().send("POST", JOBS + "/" + id + "/retry", "{\"forgetAttempts\":true}");

    assertThat(retried.body()).isEqualTo("{\"id\":\"1\",\"state\":\"waiting\"}");
    assertThat(job(id).attemptsMade()).isZero();
    assertThat(site.http().post(JOBS + "/99/retry").statusCode()).isEqualTo(404);
  }

  @Test
  void aDelayedJobIsPromotedAndAnyIsRemoved() {
    site.http().send("POST", JOBS, "{\"options\":{\"delay\":60000}}");
    assertThat(site.http().post(JOBS + "/1/promote").body()).contains("\"state\":\"waiting\"");
    HttpResponse<String> again = site.http().post(JOBS + "/1/promote");
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body())
        .contains("Job '1' is waiting; only a delayed one is put in line at once.");
    assertThat(site.http().post(JOBS + "/2/promote").statusCode()).isEqualTo(404);

    assertThat(site.http().send("DELETE", JOBS + "/1", "").body()).contains("\"removed\":true");
    assertThat(site.http().send("DELETE", JOBS + "/1", "").statusCode()).isEqualTo(404);
    assertThat(site.mails().state("1")).isEqualTo(JobState.UNKNOWN);

    String id = site.mails().add("mail", "1");
    site.redis().call("SET", "bull:mails:" + id + ":lock", "token");
    assertThat(site.http().send("DELETE", JOBS + "/" + id, "").body()).contains("job-locked");
  }
}

package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A request with an Idempotency-Key that fails half-way, or before its beginning. */
@ExtendWith(RedisExtension.class)
class OnceTest {

  private static final String JOBS = "/api/v1/queues/mails/jobs";

  /** Refused where the counter of priorities is of another type. */
  private static final String PRIORITIZED = "{\"options\":{\"priority\":5}}";

  @AutoClose private final Site site;

  OnceTest(TestRedis redis) {
    site = Site.on(redis);
  }

  private HttpResponse<String> add(String body) {
    return site.http().send("POST", JOBS, body, "Idempotency-Key", "k");
  }

  @Test
  void whatWasStoredBeforeAPartWasRefusedIsNotAddedAgain() {
    site.redis().call("RPUSH", "bull:mails:pc", "of another type");
    String many = "[" + "{},".repeat(390) + PRIORITIZED + ",{}".repeat(9) + "]";

    HttpResponse<String> first = add(many);
    long stored = site.mails().counts().waiting();
    HttpResponse<String> again = add(many);

    assertThat(first.statusCode()).as(first.body()).isEqualTo(422);
    assertThat(first.body()).contains("384 of 400");
    assertThat(stored).isGreaterThanOrEqualTo(384);
    assertThat(site.mails().counts().waiting()).isEqualTo(stored);
    assertThat(again.statusCode()).isEqualTo(422);
    assertThat(untraced(again)).isEqualTo(untraced(first));
  }

  /** Each request has a trace of its own. */
  private static String untraced(HttpResponse<String> problem) {
    return problem.body().replaceFirst("\"traceId\":\"\\w+\"", "");
  }

  @Test
  void aSingleJobThatWasRefusedMayComeAgain() {
    site.redis().call("RPUSH", "bull:mails:pc", "of another type");

    assertThat(add(PRIORITIZED).statusCode()).isEqualTo(422);
    site.redis().call("DEL", "bull:mails:pc");

    assertThat(add(PRIORITIZED).statusCode()).isEqualTo(201);
  }

  @Test
  void aKeyIsFreeAgainThoughRedisTookNeitherTheAddNorThatBack() {
    site.redis().call("ACL", "SETUSER", "default", "-evalsha", "-eval", "-del");
    HttpResponse<String> refused = add("{}");
    site.redis().call("ACL", "SETUSER", "default", "+evalsha", "+eval", "+del");

    assertThat(refused.statusCode()).as(refused.body()).isGreaterThanOrEqualTo(400);
    assertThat(add("{}").statusCode()).isEqualTo(201);
    assertThat(site.mails().counts().waiting()).isEqualTo(1);
  }
}

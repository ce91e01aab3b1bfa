package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Connections to a Redis that has died and come back while nobody asked. */
@ExtendWith(RedisExtension.class)
class StaleConnectionTest {

  private static final List<String> READS =
      List.of(
          "/api/v1/queues",
          "/api/v1/redis",
          "/api/v1/queues/mails",
          "/api/v1/queues/mails/jobs", // this and the next are asked of Redis each time
          "/api/v1/redis/keys?queue=mails");

  private final TestRedis redis;
  private Site site;

  StaleConnectionTest(TestRedis redis) {
    this.redis = redis;
  }

  @BeforeEach
  void open() {
    site = Site.on(redis);
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void theFirstToReadAgainIsAnsweredAsIfNothingHadBeen() {
    site.mails().add("mail", "1");
    READS.forEach(path -> assertThat(site.body(path)).isNotEmpty());

    redis.kill9();
    redis.restart();

    assertThat(READS.stream().map(path -> site.http().get(path).statusCode())).doesNotContain(503);
  }
}

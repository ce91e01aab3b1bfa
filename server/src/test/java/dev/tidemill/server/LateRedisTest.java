package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A server whose Redis comes after it, and goes, and comes again. */
@ExtendWith(RedisExtension.class)
class LateRedisTest {

  private static final Pattern PAGE = Pattern.compile("page {3}http://127\\.0\\.0\\.1:(\\d+)");

  @TempDir private Path folder;
  private Command command;

  @BeforeEach
  void name() {
    command = Command.in(folder);
  }

  @AfterEach
  void end() {
    command.close();
  }

  private Http http() {
    Matcher page = PAGE.matcher(command.said());
    assertThat(page.find()).isTrue();
    return Http.to(Integer.parseInt(page.group(1)));
  }

  private static void awaitReady(Http http, int status) {
    await()
        .atMost(Command.LIMIT)
        .untilAsserted(() -> assertThat(http.get("/readyz").statusCode()).isEqualTo(status));
  }

  @Test
  void itSaysWhatIsMissingAndGoesOnByItselfWhenItComes(TestRedis redis) throws Exception {
    redis.kill9();

    command.start("serve", "--start", "--port=0", "--redis-url=" + redis.uri());
    command.awaitSaid("cannot be reached. Start it, and all goes on by itself");
    Http http = http();
    assertThat(http.get("/").statusCode()).isEqualTo(200);
    assertThat(http.get("/api/v1/pool").body()).contains("\"redisOk\":false");
    awaitReady(http, 503);

    redis.restart();
    command.awaitSaid("is there now.");
    awaitReady(http, 200);
    assertThat(http.get("/api/v1/pool").body()).contains("\"running\":true");

    redis.kill9();
    awaitReady(http, 503);
    redis.restart();
    awaitReady(http, 200);
    assertThat(http.get("/api/v1/pool").body()).contains("\"running\":true");
  }

  @Test
  void whoeverLooksOnMeanwhileHearsThatRedisIsAwayAndThenSeesThePicture(TestRedis redis)
      throws Exception {
    redis.kill9();
    command.start("serve", "--port=0", "--redis-url=" + redis.uri());
    command.awaitSaid("cannot be reached. Start it, and all goes on by itself");
    Http http = http();

    assertThat(http.eventsUntil("away").getLast().data()).contains("\"where\":\"redis://");

    var looksOn = new FutureTask<>(() -> http.eventsUntil("snapshot"));
    Thread.ofPlatform().daemon().start(looksOn);
    redis.restart();
    assertThat(looksOn.get(30, TimeUnit.SECONDS).getLast().data())
        .contains("\"ok\":true")
        .containsPattern("\"version\":\"\\d");
  }
}

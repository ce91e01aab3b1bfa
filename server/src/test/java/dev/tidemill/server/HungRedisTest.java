package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.pool.Pool;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A Redis that stands still while many ask for queues. */
@ExtendWith(RedisExtension.class)
class HungRedisTest {

  private static final int MANY = 300;

  @AutoClose private final Site site;

  HungRedisTest(TestRedis redis) {
    site = Site.on(redis);
  }

  private static List<CompletableFuture<HttpResponse<String>>> askedByMany(Http http) {
    URI address = URI.create("http://127.0.0.1:" + http.port() + "/api/v1/queues/mails/jobs/1");
    HttpRequest request =
        HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(60)).GET().build();
    List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
    for (int n = 0; n < MANY; n++) {
      asked.add(http.client().sendAsync(request, BodyHandlers.ofString()));
    }
    return asked;
  }

  @Test
  void whoNeedsNoRedisIsAnsweredAndWhoDoesIsToldToComeAgain() throws Exception {
    site.mails().add("mail", "1");
    assertThat(site.http().get("/api/v1/queues/mails").statusCode()).isEqualTo(200);
    assertThat(site.http().get("/readyz").statusCode()).isNotEqualTo(500);

    site.redis().freeze();
    try {
      List<CompletableFuture<HttpResponse<String>>> asked = askedByMany(site.http());
      CompletableFuture.anyOf(asked.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);

      assertThat(site.http().get("/livez").statusCode()).isEqualTo(200);
      assertThat(site.http().get("/").statusCode()).isEqualTo(200);
      assertThat(site.http().get("/readyz").statusCode()).isEqualTo(503);
      for (CompletableFuture<HttpResponse<String>> one : asked) {
        HttpResponse<String> answer = one.get(60, TimeUnit.SECONDS);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
      }
    } finally {
      site.redis().thaw();
    }
    assertThat(site.http().get("/api/v1/queues/mails").statusCode()).isEqualTo(200);
  }

  @Test
  void aServerThatIsToldToEndWhileItsPoolIsAtWorkAndManyAskEndsAllTheSame() {
    Served served = Served.on(site.redis());
    Pool pool = served.mill().pool();
    pool.start();
    Awaitility.await().until(() -> pool.view().totalMessageCount() > 20);

    site.redis().freeze();
    try {
      askedByMany(served.http());
      CompletableFuture<Void> end =
          CompletableFuture.runAsync(
              () -> {
                pool.stop();
                served.close();
              });

      assertThat(end).succeedsWithin(Duration.ofSeconds(20));
    } finally {
      site.redis().thaw();
    }
  }
}

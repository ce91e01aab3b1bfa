package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many pages that ask for the same cost Redis no more than one. */
@ExtendWith(RedisExtension.class)
class ManyAskTest {

  private static final String CACHE = "Cache-Control";
  private static final String QUEUE = "/api/v1/queues/mails";

  @AutoClose private final Site site;

  ManyAskTest(TestRedis redis) {
    site = Site.on(redis);
  }

  @Test
  void whatAllPagesAskForIsAskedOfRedisAboutOnceASecond() {
    site.mails().add("mail", "1");
    List<String> polled =
        List.of("/api/v1/queues", QUEUE, QUEUE + "/counts", QUEUE + "/consumers", "/api/v1/redis");
    polled.forEach(site::body);
    Awaitility.await().until(() -> site.body("/api/v1/queues").contains("\"complete\":true"));
    long before = asked();
    long began = System.nanoTime();

    for (int n = 0; n < 50; n++) {
      polled.forEach(site::body);
    }

    long seconds = 2 + (System.nanoTime() - began) / 1_000_000_000;
    assertThat(asked() - before).isLessThan(15 * seconds);
  }

  @Test
  void whatIsDoneThroughTheServerShowsInTheNextAnswer() {
    site.mails().add("mail", "1");
    for (int n = 0; n < 20; n++) {
      site.http().send("POST", QUEUE + "/pause", "{}");
      assertThat(site.body(QUEUE)).contains("\"paused\":true");
      assertThat(site.body("/api/v1/queues")).contains("\"paused\":true");
      site.http().send("POST", QUEUE + "/resume", "{}");
      assertThat(site.body(QUEUE)).contains("\"paused\":false");
      site.http().send("POST", QUEUE + "/jobs", "{}");
      assertThat(site.body(QUEUE + "/counts")).contains("\"waiting\":" + (n + 2) + ",");
    }
  }

  @Test
  void listsCostRedisNoMoreForTwentyWhoPollThanForOne() {
    String one = site.mails().add("mail", "1");
    String job = QUEUE + "/jobs/" + one;
    List<String> polled =
        List.of(
            QUEUE + "/jobs?state=waiting",
            QUEUE + "/schedulers",
            job,
            job + "/logs",
            job + "/flow?depth=5",
            "/api/v1/pool/nodes",
            "/api/v1/pool/state",
            QUEUE + "/jobs/gone");
    long before = all();
    for (int viewer = 0; viewer < 20; viewer++) {
      polled.forEach(site.http()::get);
    }
    long anew = all() - before;
    before = all();
    long began = System.nanoTime();

    for (int viewer = 0; viewer < 20; viewer++) {
      for (String path : polled) {
        assertThat(site.http().get(path, CACHE, "max-age=1").body())
            .isNotEmpty()
            .contains(path.contains("flow") ? one : "");
      }
    }

    long seconds = (System.nanoTime() - began) / 1_000_000_000;
    long once = anew / 20;
    assertThat(all() - before).as("of %d", anew).isLessThan((3 + 2 * seconds) * once);
  }

  @Test
  void whoPollsSeesWhatIsDoneAndWhoHasTheAnswerIsToldSo() {
    for (int n = 1; n < 20; n++) {
      site.http().send("POST", QUEUE + "/jobs", "{}");
      assertThat(polled(QUEUE + "/jobs?state=waiting").body()).contains("\"total\":" + n);
    }
    Awaitility.await().until(() -> polled("/api/v1/queues").body().contains("\"complete\":true"));
    HttpResponse<String> first = polled("/api/v1/queues");
    String tag = first.headers().firstValue("ETag").orElseThrow();
    String had = "If-None-Match";
    assertThat(site.http().get("/api/v1/queues", CACHE, "max-age=1", had, tag).statusCode())
        .isEqualTo(304);
    assertThat(polled("/api/v1/queues").statusCode()).isEqualTo(200);
  }

  /**
   * As ten pages on Live do: each follows the stream and asks for the queue every other second. The
   * pool pushes fifty messages a second, so a second is counted in messages: it is longer where the
   * machine is busy.
   */
  @Test
  void tenWhoLookOnCostRedisWithinFivePercentOfWhatOneDoes() {
    String fixed =
        "{\"policy\":\"fixed\",\"maxPushers\":5,\"maxPullers\":5,\"pushIntervalMs\":100}";
    site.http().send("PATCH", "/api/v1/pool", fixed);
    site.http().post("/start");
    Awaitility.await()
        .until(() -> site.body("/state").startsWith("{\"pusherCount\":5,\"pullerCount\":5,"));
    lookOn(0);
    Awaitility.await().until(() -> site.served().server().hub().viewers() == 1);
    double one = commandsAMessage();

    IntStream.range(1, 10).forEach(this::lookOn);
    Awaitility.await().until(() -> site.served().server().hub().viewers() == 10);

    Awaitility.await() // one pause of the machine is no cost of those who look on
        .atMost(Duration.ofMinutes(3))
        .untilAsserted(() -> assertThat(commandsAMessage()).isCloseTo(one, withinPercentage(5)));
    assertThat(site.served().server().hub().viewers()).isEqualTo(10);
  }

  private void lookOn(int viewer) {
    List<Http.Event> seen = new ArrayList<>();
    AtomicInteger seconds = new AtomicInteger(viewer); // they do not ask all at once
    BooleanSupplier gone =
        () -> {
          String event = seen.getLast().name();
          if (event.equals("tick") && seconds.incrementAndGet() % 2 == 0) {
            polled("/api/v1/queues/messages");
          }
          return event.equals("bye");
        };
    var looksOn =
        new FutureTask<>(
            () -> {
              site.http().listen("", seen, gone);
              return viewer;
            });
    Thread.ofVirtual().start(looksOn);
  }

  /** Over ten seconds of the pool. */
  private double commandsAMessage() {
    long from = pushed();
    long before = all();
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> pushed() >= from + 500);
    return (all() - before) / (double) (pushed() - from);
  }

  private long pushed() {
    return site.served().mill().pool().view().totalMessageCount();
  }

  private HttpResponse<String> polled(String path) {
    return site.http().get(path, CACHE, "no-transform, max-age=1");
  }

  private long all() {
    return calls("\\w+(?:\\|\\w+)?");
  }

  /** The commands that such questions come to; the pool beside asks for others. */
  private long asked() {
    return calls("(?:exists|client\\|list|hgetall|dbsize)");
  }

  private long calls(String commands) {
    String stats = String.valueOf(site.redis().call("INFO", "commandstats"));
    Matcher calls = Pattern.compile("cmdstat_" + commands + ":calls=(\\d+)").matcher(stats);
    long all = 0;
    while (calls.find()) {
      all += Long.parseLong(calls.group(1));
    }
    return all;
  }
}

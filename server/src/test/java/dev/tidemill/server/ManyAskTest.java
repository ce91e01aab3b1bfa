package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many pages that ask for the same cost Redis no more than one. */
@ExtendWith(RedisExtension.class)
class ManyAskTest {

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

  /** The commands that such questions come to; the pool beside asks for others. */
  private long asked() {
    String stats = String.valueOf(site.redis().call("INFO", "commandstats"));
    Matcher calls =
        Pattern.compile("cmdstat_(?:exists|client\\|list|hgetall|dbsize):calls=(\\d+)")
            .matcher(stats);
    long all = 0;
    while (calls.find()) {
      all += Long.parseLong(calls.group(1));
    }
    return all;
  }
}

package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.Schedule;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The lines for curl that the guide and the page of routes offer, run as they stand. */
@ExtendWith(RedisExtension.class)
class CurlLinesTest {

  private static final Path GUIDE = Path.of("../docs/guide/api.md");
  private static final Pattern IN_GUIDE =
      Pattern.compile("(?m)^curl(?:[^\\n]|(?<=\\\\)\\n)*?'http://[^']*'");
  private static final Pattern ON_PAGE = Pattern.compile("<pre>(curl .*?)</pre>");

  /** What must come before what: a removal comes late, the end of the pool last. */
  private static final List<String> LATE =
      List.of("/start'", "/bulk'", "-X DELETE", "/drain'", "/obliterate'", "/stop'");

  private static final String NOTHING =
      "{\"action\":\"remove\",\"select\":{\"state\":\"completed\"}}";

  private Served served;

  @BeforeEach
  void serve(TestRedis redis) {
    served = Served.demo(redis);
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "mails"))) {
      queue.addAll(Collections.nCopies(42, NewJob.of("mail", "{}")));
      redis.call("LREM", "bull:mails:wait", "1", "42");
      redis.call("ZADD", "bull:mails:failed", "5", "42");
      redis.call("HSET", "bull:mails:42", "failedReason", "boom", "finishedOn", "5");
      JobOptions later = JobOptions.builder().id("later").delay(Duration.ofHours(1)).build();
      queue.add("mail", "{}", later);
      queue.schedulers().upsert("hourly", Schedule.every(Duration.ofHours(1)).build());
    }
  }

  @AfterEach
  void close() {
    served.close();
  }

  @Test
  void thoseOfTheGuideAreAnswered() throws Exception {
    List<String> lines =
        IN_GUIDE.matcher(Files.readString(GUIDE)).results().map(found -> found.group()).toList();

    assertThat(lines).hasSizeGreaterThan(6);
    assertThat(refused(lines)).isEmpty();
  }

  @Test
  void thoseOfThePageOfRoutesAreAnswered() throws Exception {
    String page = served.http().get("/docs").body();
    List<String> lines =
        ON_PAGE
            .matcher(page)
            .results()
            .map(found -> filledIn(found.group(1)))
            .sorted(Comparator.comparingInt(CurlLinesTest::rank))
            .toList();

    assertThat(lines).hasSizeGreaterThan(45);
    assertThat(refused(lines)).isEmpty();
  }

  private static int rank(String line) {
    int rank = 0;
    for (int n = 0; n < LATE.size(); n++) {
      rank = line.contains(LATE.get(n)) ? n + 1 : rank;
    }
    return line.contains("-X ") ? rank + 10 : rank;
  }

  /** As a reader would: for the places, what there is. */
  private static String filledIn(String html) {
    String line =
        html.replace("&quot;", "\"")
            .replace("&gt;", ">")
            .replace("&lt;", "<")
            .replace("&amp;", "&");
    boolean moves = line.contains("/promote") || line.contains("-X DELETE");
    return line.replace("{queue}", "mails")
        .replace("{id}", moves ? "later" : "42")
        .replace("{scheduler}", "hourly")
        .replace("{worker}", "w02")
        .replace("{code}", "validation")
        .replace("QUEUE", "mails")
        .replace("{key}", "bull:mails:meta")
        .replace("/redis/keys'", "/redis/keys?queue=mails'");
  }

  private List<String> refused(List<String> lines) throws Exception {
    List<String> refused = new ArrayList<>();
    served.http().post("/start");
    Awaitility.await()
        .until(() -> served.http().get("/api/v1/pool/workers/w02").statusCode() == 200);
    String begun = served.http().send("POST", "/api/v1/queues/mails/bulk", NOTHING).body();
    String operation = begun.replaceFirst("(?s).*?\"id\":\"(\\w+)\".*", "$1");
    for (String line : lines) {
      String answer = curl(line.replace("{operation}", operation));
      if (!answer.startsWith("HTTP/1.1 2")) {
        refused.add(line + " answered " + answer);
      }
    }
    return refused;
  }

  /** The answer with its headers; a stream is left after a second. */
  private String curl(String line) throws IOException, InterruptedException {
    String here = line.replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:" + served.http().port());
    String quiet = here.replaceFirst("^curl", "curl -s -i --noproxy '*'");
    String ends = quiet.contains(" -N ") ? quiet + " --max-time 1" : quiet;
    Process shell = new ProcessBuilder("sh", "-c", ends).redirectErrorStream(true).start();
    String answer = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    shell.waitFor();
    return answer;
  }
}

package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.FlowJob;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.NewJob;
import dev.tidemill.queue.FlowProducer;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs over HTTP: pages of them, one with all it has. */
@ExtendWith(RedisExtension.class)
class ApiJobsTest {

  private static final String JOBS = "/api/v1/queues/mails/jobs";

  @AutoClose private final Site site;

  ApiJobsTest(TestRedis redis) {
    site = Site.on(redis);
  }

  private static List<String> ids(String page) {
    return Pattern.compile("\\{\"id\":\"([^\"]+)\"")
        .matcher(page)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static String next(String page) {
    return Pattern.compile("\"next\":\"([^\"]+)\"")
        .matcher(page)
        .results()
        .map((MatchResult found) -> found.group(1))
        .findFirst()
        .orElse("");
  }

  @Test
  void pagesTellEachJobOnceOverAllStates() {
    List<String> waiting =
        site.mails()
            .addAll(IntStream.range(0, 230).mapToObj(n -> NewJob.of("mail", "" + n)).toList());
    JobOptions later = JobOptions.builder().delay(Duration.ofHours(1)).build();
    String delayed = site.mails().add("later", "1", later);

    List<String> told = new ArrayList<>();
    String page = site.body(JOBS + "?limit=100");
    told.addAll(ids(page));
    while (!next(page).isEmpty()) {
      page = site.body(JOBS + "?limit=100&cursor=" + next(page));
      told.addAll(ids(page));
    }

    List<String> expected = new ArrayList<>(waiting.reversed());
    expected.add(delayed);
    assertThat(told).containsExactlyElementsOf(expected);
    assertThat(page).contains("\"total\":231", "\"anchorLost\":false", "\"asOf\":\"");
    assertThat(ids(site.body(JOBS + "?state=delayed"))).containsExactly(delayed);
  }

  @Test
  void aCursorOfAnotherListIsRefused() {
    site.mails().addAll(IntStream.range(0, 3).mapToObj(n -> NewJob.of("mail", "" + n)).toList());
    String next = next(site.body(JOBS + "?state=waiting&limit=1"));

    assertThat(site.http().get(JOBS + "?state=failed&cursor=" + next).statusCode()).isEqualTo(400);
    assertThat(site.http().get(JOBS + "?state=nowhere").body()).contains("waiting-children");
  }

  @Test
  void aPayloadComesOutByteForByte() {
    String data = "{ \"big\" : 12345678901234567890.10, \"a\":1, \"a\":2,\n\"é\\u00e9\":\"\\/\" }";
    String id = site.mails().add("mail", data);

    assertThat(site.body(JOBS + "/" + id)).contains("\"data\":" + data, "\"state\":\"waiting\"");
    assertThat(site.body(JOBS + "/" + id + "/data")).isEqualTo(data);
    assertThat(site.body(JOBS + "?data=true")).contains("\"data\":" + data);
    assertThat(site.body(JOBS)).doesNotContain("\"data\"");

    site.redis().call("HSET", "bull:mails:" + id, "data", "no json");
    assertThat(site.body(JOBS + "/" + id)).contains("\"dataText\":\"no json\"");
  }

  @Test
  void idsAreTextsWhateverStandsInThem() {
    site.mails().add("mail", "1", JobOptions.builder().id("a/b c?d%e").build());

    assertThat(site.body(JOBS + "/a%2Fb%20c%3Fd%25e")).contains("\"id\":\"a/b c?d%e\"");
  }

  @Test
  void aLogComesInPages() {
    String id = site.mails().add("mail", "1");
    IntStream.range(0, 5).forEach(n -> site.mails().handle(id).log("line " + n));

    String first = site.body(JOBS + "/" + id + "/logs?limit=3");
    assertThat(first).contains("[\"line 0\",\"line 1\",\"line 2\"]", "\"total\":5");
    String second = site.body(JOBS + "/" + id + "/logs?limit=3&cursor=" + next(first));
    assertThat(second).contains("[\"line 3\",\"line 4\"]", "\"next\":null", "\"anchorLost\":false");

    site.mails().handle(id).clearLogs(4);
    assertThat(site.body(JOBS + "/" + id + "/logs?limit=9&cursor=" + next(first)))
        .contains("[\"line 1\",\"line 2\",\"line 3\",\"line 4\"]", "\"anchorLost\":true");
  }

  @Test
  void aFlowIsTold() {
    try (FlowProducer flows = FlowProducer.open(site.redis().uri())) {
      FlowJob child = FlowJob.of("mails", "child", "2");
      String id = flows.add(FlowJob.of("mails", "parent", "1").waitingFor(child, child)).ref().id();

      assertThat(site.body(JOBS + "/" + id + "/flow"))
          .contains("\"name\":\"parent\"", "\"childCount\":2", "\"name\":\"child\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"meta", "wait", "id", "events", "completed"})
  void aKeyOfTheQueueItselfIsNoJobThatCouldBeReadOrRemoved(String name) {
    String one = JOBS + "/" + name;
    site.mails().add("a", "{}");
    site.mails().pause();

    Stream.of("", "/data", "/logs", "/flow")
        .forEach(part -> assertMissing(site.http().get(one + part)));
    assertMissing(site.http().send("DELETE", one, ""));
    assertMissing(site.http().send("POST", one + "/retry", ""));
    assertMissing(site.http().send("POST", one + "/promote", ""));
    assertThat(site.mails().isPaused()).isTrue();
  }

  private static void assertMissing(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
    assertThat(answer.body()).contains("\"code\":\"job-not-found\"");
  }

  @Test
  void aJobThatIsNotThereIsAProblem() {
    for (String path : List.of("/7", "/7/data", "/7/logs", "/7/flow")) {
      site.mails().add("mail", "1");
      site.mails().upkeep().drain();
      HttpResponse<String> answer = site.http().get(JOBS + path);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
      assertThat(answer.body()).contains("\"code\":\"job-not-found\"");
    }
  }
}

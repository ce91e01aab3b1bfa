package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.job.FlowJob;
import dev.tidemill.job.JobLimits;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobState;
import dev.tidemill.job.NewJob;
import dev.tidemill.queue.Queue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How jobs come into a queue, and in which order they leave it. */
@Contract("Adding and order")
final class AddingContractTest {

  private static final String LARGE = "\"\u00e4\u00e4\"";

  private final Pairing pairing;
  private final Stage stage;
  @AutoClose private final Scene scene;

  AddingContractTest(Pairing pairing, Stage stage) {
    this.pairing = pairing;
    this.stage = stage;
    this.scene = stage.scene(pairing);
  }

  private static JobOptions.Builder with() {
    return JobOptions.builder();
  }

  @Test
  void aPlainJobIsHandledAndKept() {
    String id = scene.add("plain", "{\"n\":1}");

    scene.work();

    assertThat(scene.event("completed", id).get("returnvalue").get("n").asInt()).isEqualTo(1);
    assertThat(scene.node().job(id).get("attemptsMade").asInt()).isEqualTo(1);
    assertThat(scene.stream())
        .containsSubsequence("added " + id, "waiting " + id, "active " + id, "completed " + id);
  }

  @Test
  void jobsAreTakenLastInFirstOutThenFirstInFirstOutThenByPriority() {
    scene.add("low", "{}", with().priority(5));
    scene.add("high", "{}", with().priority(1));
    scene.add("high-later", "{}", with().priority(1));
    scene.add("first");
    scene.add("second");
    scene.add("lifo", "{}", with().lifo(true));
    scene.add("lifo-later", "{}", with().lifo(true));

    scene.work();

    scene.awaitHandled("lifo-later", "lifo", "first", "second", "high", "high-later", "low");
  }

  @Test
  void aDelayedJobWaitsForItsTime() {
    String id = scene.add("late", "{}", with().delay(Duration.ofMillis(300)));
    scene.work();
    scene.add("plain");

    scene.awaitHandled("plain", "late");
    scene.awaitState(id, "completed");
    long waited =
        scene.node().job(id, "toJSON").get("processedOn").asLong()
            - scene.node().job(id, "toJSON").get("timestamp").asLong();
    assertThat(waited).isBetween(300L, 2_000L);
    scene.event("delayed", id);
  }

  @Test
  void delayedJobsOfOneMillisecondKeepTheirOrder() {
    Instant now = Instant.now();
    JobOptions late = with().delay(Duration.ofMillis(200)).timestamp(now).build();
    List<NewJob> jobs =
        IntStream.range(0, 12).mapToObj(n -> new NewJob("job-" + n, "{}", late)).toList();
    scene.addAll(jobs);

    scene.work();

    scene.awaitHandled(jobs.stream().map(NewJob::name).toArray(String[]::new));
  }

  @Test
  void aDelayedJobWithAPriorityTakesItsPlaceWhenItIsDue() {
    scene.add("late-high", "{}", with().delay(Duration.ofMillis(1)).priority(1));
    scene.add("low", "{}", with().priority(9));
    scene.add("plain");
    Instant soon = Instant.now().plusMillis(2);
    Scene.soon().until(() -> Instant.now().isAfter(soon));

    scene.work();

    scene.awaitHandled("plain", "late-high", "low");
  }

  @Test
  void aJobMayHaveAnIdOfItsOwn() {
    assertThat(scene.add("own", "{}", with().id("mail-7"))).isEqualTo("mail-7");

    scene.work();

    scene.event("completed", "mail-7");
  }

  @Test
  void anIdThatExistsAddsNothingAndIsTold() {
    scene.add("first", "{\"n\":1}", with().id("one"));

    assertThat(scene.add("second", "{\"n\":2}", with().id("one"))).isEqualTo("one");

    scene.event("duplicated", "one");
    scene.work();
    scene.awaitState("one", "completed");
    assertThat(scene.handled()).containsExactly("first");
    assertThat(scene.node().job("one").get("data").get("n").asInt()).isEqualTo(1);
  }

  @Test
  void aPayloadOverItsLimitIsRefusedAndNothingIsWritten() {
    JobOptions most = with().limits(new JobLimits(4, null, null)).build();
    Map<String, ?> small = Map.of("name", "small", "data", "ab");
    Map<String, ?> large =
        Map.of("name", "large", "data", "\u00e4\u00e4", "opts", Map.of("sizeLimit", 4));
    scene.add("small", "\"ab\"", most.toBuilder());
    List<Object> before = keys();

    assertRefused(ours -> ours.add("large", LARGE, most), its -> its.call("add", large));
    assertRefused(
        ours -> ours.addAll(List.of(NewJob.of("small", "1"), new NewJob("large", LARGE, most))),
        its -> its.call("addBulk", Map.of("jobs", List.of(small, large))));
    assertRefused(
        ours -> scene.flow(flow("small", "1").waitingFor(flow("large", LARGE).with(most))),
        its -> its.call("flow", Map.of("tree", nodesFlow(small, nodesFlow(large)))));

    assertThat(keys()).isEqualTo(before);
  }

  private void assertRefused(Consumer<Queue> ours, Consumer<NodeSide> nodes) {
    assertThatThrownBy(() -> scene.act(ours, nodes)).hasMessageContainingAll("large", "limit", "4");
  }

  private static FlowJob flow(String name, String data) {
    return FlowJob.of("jobs", name, data);
  }

  private static Map<String, Object> nodesFlow(Map<String, ?> job, Object... children) {
    Map<String, Object> node = new HashMap<>(job);
    node.put("queueName", "jobs");
    node.put("children", List.of(children));
    return node;
  }

  /** The names of all keys, and what a job that was added would have moved. */
  private List<Object> keys() {
    List<Object> all = new ArrayList<>();
    scene.redis("KEYS", scene.key("*")).list().forEach(key -> all.add(key.text()));
    all.sort(null);
    all.add(scene.redis("GET", scene.key("id")).text());
    all.add(scene.redis("LLEN", scene.key("wait")).number());
    all.add(scene.redis("XLEN", scene.key("events")).number());
    return all;
  }

  @Test
  void anIdThatExistsIsTakenAlsoAfterItsJobHasCompleted() {
    scene.add("first", "{}", with().id("one"));
    scene.work();
    scene.awaitState("one", "completed");

    scene.add("second", "{}", with().id("one"));

    scene.event("duplicated", "one");
    assertThat(scene.handled()).containsExactly("first");
  }

  @Test
  void aBulkKeepsItsOrder() {
    List<NewJob> jobs =
        IntStream.range(0, 50).mapToObj(n -> NewJob.of("job-" + n, "{\"n\":" + n + "}")).toList();

    List<String> ids = scene.addAll(jobs);

    assertThat(ids)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 50).mapToObj(Integer::toString).toList());
    scene.work();
    scene.awaitHandled(jobs.stream().map(NewJob::name).toArray(String[]::new));
  }

  @Test
  void whatIsAddedWithoutWaitingKeepsItsOrder() {
    List<NewJob> jobs = IntStream.range(0, 300).mapToObj(n -> NewJob.of("n" + n, "{}")).toList();
    List<String> ids =
        scene.ask(
            our -> {
              var all = our.addAllAsync(jobs);
              var last = our.addAsync("last", "{}");
              List<String> told = new ArrayList<>(all.toCompletableFuture().join());
              told.add(last.toCompletableFuture().join());
              return told;
            },
            its -> {
              List<String> told = new ArrayList<>(its.addAll(jobs));
              told.add(its.add(NewJob.of("last", "{}")));
              return told;
            });
    assertThat(ids)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 301).mapToObj(Integer::toString).toList());

    scene.work();

    List<String> names = new ArrayList<>(jobs.stream().map(NewJob::name).toList());
    names.add("last");
    scene.awaitHandled(names.toArray(String[]::new));
  }

  @Test
  void anIdleWorkerWakesAtOnce() {
    scene.work();
    scene.awaitState(scene.add("first"), "completed");
    Scene.soon().until(() -> scene.redis("EXISTS", scene.key("marker")).number() == 0);

    String id = scene.add("second");

    scene.awaitState(id, "completed");
    Map<String, String> job = scene.redis("HGETALL", scene.key(id)).fields();
    long took = Long.parseLong(job.get("processedOn")) - Long.parseLong(job.get("timestamp"));
    assertThat(took).as("milliseconds from the add to the start").isLessThan(1_000);
  }

  @Test
  void idsBeyondThreeHundredMillionStayWhole() {
    scene.redis("SET", scene.key("id"), "300000000");

    String id = scene.add("far");

    assertThat(id).isEqualTo("300000001");
    scene.work();
    scene.event("completed", id);
  }

  @Test
  void anyTextPassesThroughWhole() {
    String text = "{\"t\":\"\u00e4 \u20ac \ud83c\udf0a / \\\\ \\n \\u0000 \\\" \u2028\"}";
    String id = scene.add("\u00fc \ud83d\udc1f", text);

    scene.work();

    assertThat(scene.event("completed", id).get("returnvalue"))
        .isEqualTo(Scene.JSON.readTree(text));
    assertThat(scene.handled()).containsExactly("\u00fc \ud83d\udc1f");
    assertThat(Scene.JSON.readTree(scene.ourJob(id).data())).isEqualTo(Scene.JSON.readTree(text));
  }

  @Test
  void anyJsonValueMayBeThePayload() {
    for (String value : List.of("1.5", "\"text\"", "[1,[]]", "true", "{\"a\":{}}")) {
      String id = scene.add("value", value);
      assertThat(scene.node().job(id).get("data")).isEqualTo(Scene.JSON.readTree(value));
      assertThat(Scene.JSON.readTree(scene.ourJob(id).data()))
          .isEqualTo(Scene.JSON.readTree(value));
    }
  }

  @Test
  void aPrefixWithAHashTagIsAPrefixLikeAnyOther() {
    try (Scene tagged = stage.scene(pairing, "{cluster-" + scene.options().prefix() + "}")) {
      String id = tagged.add("plain");

      tagged.work();

      tagged.event("completed", id);
    }
  }

  @Test
  void jobsAreListedFromEitherEnd() {
    List<String> ids = scene.addAll(List.of(NewJob.of("a", "{}"), NewJob.of("b", "{}")));

    assertThat(scene.node().ids("getWaiting")).containsExactlyElementsOf(ids);
    assertThat(scene.queue().ids(JobState.WAITING, 0, -1))
        .containsExactlyElementsOf(ids.reversed());
  }
}

package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.Job;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobRange;
import dev.tidemill.job.JobState;
import dev.tidemill.job.NewJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What either side reads of what the other has made. */
@Contract("Reading")
final class ReadingContractTest {

  private static final List<String> BY_NODE =
      List.of("waiting", "active", "delayed", "prioritized", "completed", "failed");

  @AutoClose private final Scene scene;

  ReadingContractTest(Pairing pairing, Stage stage) {
    this.scene = stage.scene(pairing);
  }

  private static JobState ours(String state) {
    return JobState.valueOf(state.toUpperCase(java.util.Locale.ROOT));
  }

  /** One or more jobs in each state that a queue without flows has. */
  private void fill() {
    scene.add("good");
    scene.add("good");
    scene.add("bad", "{\"throw\":\"x\"}");
    scene.add("held", "{\"hold\":\"it\"}");
    scene.work();
    scene.awaitHandled("good", "good", "bad", "held");
    scene.add("late", "{}", JobOptions.builder().delay(Duration.ofHours(1)));
    scene.add("later", "{}", JobOptions.builder().delay(Duration.ofHours(2)));
    scene.add("low", "{}", JobOptions.builder().priority(9));
    scene.add("high", "{}", JobOptions.builder().priority(1));
    scene.addAll(IntStream.range(0, 5).mapToObj(n -> NewJob.of("w" + n, "{}")).toList());
  }

  @Test
  void bothCountAlikeInEveryState() {
    fill();

    JsonNode its = scene.node().queue("getJobCounts");
    Map<JobState, Long> counts = scene.queue().jobs().counts();
    for (String state : BY_NODE) {
      assertThat(counts.get(ours(state))).as(state).isEqualTo(its.get(state).asLong());
    }
    assertThat(counts).containsEntry(JobState.WAITING, 5L).containsEntry(JobState.DELAYED, 2L);
  }

  @Test
  void bothListTheSameRangesFromEitherEnd() {
    fill();

    for (String state : BY_NODE) {
      for (List<Integer> range : List.of(List.of(0, -1), List.of(1, 2), List.of(0, 0))) {
        assertThat(byUs(state, range, false)).as(state).isEqualTo(byNode(state, range, false));
        assertThat(byUs(state, range, true)).as(state).isEqualTo(byNode(state, range, true));
      }
    }
  }

  private List<String> byNode(String state, List<Integer> range, boolean ascending) {
    List<String> names = new ArrayList<>();
    scene
        .node()
        .queue("getJobs", List.of(state), range.get(0), range.get(1), ascending)
        .forEach(job -> names.add(job.get("id").asString()));
    return names;
  }

  private List<String> byUs(String state, List<Integer> range, boolean ascending) {
    JobRange all = JobRange.of(ours(state)).between(range.get(0), range.get(1));
    return scene.queue().jobs().list(ascending ? all.startingWithOldest() : all).stream()
        .map(Job::id)
        .toList();
  }

  @Test
  void bothCountAlikePerPriority() {
    fill();

    JsonNode its = scene.node().queue("getCountsPerPriority", List.of(0, 1, 9));
    Map<Integer, Long> counts = scene.queue().jobs().countsPerPriority(0, 1, 9);
    counts.forEach(
        (priority, count) ->
            assertThat(its.get(priority.toString()).asLong()).as(priority + "").isEqualTo(count));
    assertThat(counts).containsEntry(0, 5L).containsEntry(1, 1L).containsEntry(9, 1L);
  }

  @Test
  void bothFindAJobInTheSameState() {
    fill();

    for (int id = 1; id <= 13; id++) {
      String text = Integer.toString(id);
      assertThat(scene.queue().state(text)).isEqualTo(ours(scene.state(text)));
    }
    assertThat(scene.queue().state("none")).isEqualTo(JobState.UNKNOWN);
    assertThat(scene.state("none")).isEqualTo("unknown");
  }

  @Test
  void bothReadTheSameJob() {
    String id = scene.add("job", "{\"a\":[1]}", JobOptions.builder().priority(3).attempts(2));

    JsonNode its = scene.node().job(id, "toJSON");
    Job ours = scene.ourJob(id);

    assertThat(ours.name()).isEqualTo(its.get("name").asString());
    assertThat(ours.timestamp()).isEqualTo(its.get("timestamp").asLong());
    assertThat(ours.priority()).isEqualTo(its.get("opts").get("priority").asInt());
    assertThat(Scene.JSON.readTree(ours.options()).get("attempts").asInt()).isEqualTo(2);
    assertThat(its.get("opts").get("attempts").asInt()).isEqualTo(2);
  }
}

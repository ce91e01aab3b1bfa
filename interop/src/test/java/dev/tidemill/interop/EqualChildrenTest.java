package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.interop.Player.Terms;
import dev.tidemill.job.ChildFailure;
import dev.tidemill.job.JobLimits;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobRef;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.TraceContext;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Children added to jobs that are there already, and options passed on, with equal keys. */
@ExtendWith(NodeExtension.class)
final class EqualChildrenTest {

  private final Duel duel;

  EqualChildrenTest(TestRedis redis, NodePeer node, TestInfo info) {
    String name = info.getDisplayName().replaceAll("\\W", "");
    duel = new Duel(redis, node, "children-" + name, Terms.plain());
  }

  private static JobOptions.Builder childOf(String id) {
    return JobOptions.builder().parent(new JobRef("~:q", id));
  }

  private static JobOptions.Builder named(String id) {
    return JobOptions.builder().id(id);
  }

  @AfterEach
  void theKeysAreEqual() {
    try (Duel played = duel) {
      played.assertEqualKeys();
    }
  }

  @Test
  void optionsThatAreOnlyPassedOnAreStored() {
    duel.add(
        named("x")
            .limits(new JobLimits(1000, 5, 2))
            .trace(new TraceContext("{\"traceparent\":\"00-1-2-03\"}", true))
            .more(Map.of("debugMode", "true", "colour", "{\"r\":1}")));
    duel.add(named("y").trace(new TraceContext("text", false)).onFailure(ChildFailure.IGNORED));
  }

  @ParameterizedTest
  @EnumSource(ChildFailure.class)
  void aJobThatRunsIsGivenChildren(ChildFailure onFailure) {
    duel.add(named("p"));
    duel.claim("x");
    assertThat(duel.add(childOf("p").onFailure(onFailure))).isEqualTo("[2]");
    duel.add(childOf("p").onFailure(onFailure).delay(Duration.ofSeconds(1)));
    duel.add(childOf("p").onFailure(onFailure).priority(4));
    assertThat(duel.complete("x", null)).isEqualTo("-4");
    duel.claim("y");
    duel.at(5).fail("y", "z");
    duel.at(9).complete("z", null);
  }

  @Test
  void aChildWithoutItsParentMovesNoCounter() {
    assertThat(duel.add(childOf("nobody"))).isEqualTo("[-5]");
    assertThat(
            duel.add(
                NewJob.of("a", "1"),
                new NewJob("b", "2", childOf("nobody").build()),
                new NewJob("p", "3", named("p").build()),
                new NewJob("c", "4", childOf("p").build()),
                new NewJob("d", "5", childOf("2").build())))
        .isEqualTo("[1, -5, p, 3, -5]");
  }

  @Test
  void aJobThatIsThereBecomesTheChildOfOneParentOnly() {
    duel.add(named("p1"));
    duel.add(named("p2"));
    assertThat(duel.add(childOf("p1").id("c"))).isEqualTo("[c]");
    assertThat(duel.add(childOf("p1").id("c").onFailure(ChildFailure.REMOVED))).isEqualTo("[c]");
    assertThat(duel.add(childOf("p2").id("c"))).isEqualTo("[-7]");
    assertThat(duel.add(named("c"))).isEqualTo("[c]");
    duel.lose("p1");
    assertThat(duel.add(childOf("p2").id("c"))).isEqualTo("[c]");
  }

  @Test
  void aJobThatHasCompletedIsAChildThatIsDone() {
    duel.add(named("c"));
    duel.claim("x");
    duel.complete("x", null);
    duel.add(named("p").lifo(true));
    duel.add(childOf("p").id("c"));
    duel.claim("y");
    duel.complete("y", null);
  }

  @Test
  void aParentThatWaitsIsReleasedByAChildThatIsDone() {
    Map<String, Object> child =
        Map.of("name", "c", "queueName", "q", "data", 1, "opts", Map.of("jobId", "last"));
    duel.add(named("done"));
    duel.claim("x");
    duel.complete("x", null);
    duel.flow(
        Map.of(
            "name",
            "p",
            "queueName",
            "q",
            "data",
            1,
            "opts",
            Map.of("jobId", "p", "priority", 3),
            "children",
            List.of(child)));
    duel.lose("p:dependencies");
    duel.add(
        new NewJob("a", "1", JobOptions.builder().lifo(true).build()),
        new NewJob("b", "2", childOf("p").id("done").build()),
        new NewJob("c", "3", JobOptions.builder().lifo(true).build()),
        new NewJob("d", "4", JobOptions.builder().priority(3).build()));
  }
}

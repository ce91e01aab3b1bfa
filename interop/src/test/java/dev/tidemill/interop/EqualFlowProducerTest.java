package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.interop.Player.Terms;
import dev.tidemill.job.ChildFailure;
import dev.tidemill.job.Deduplication;
import dev.tidemill.job.FlowJob;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobRef;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Flows added by BullMQ under Node.js and by our own producer, and worked off, with equal keys. */
@ExtendWith(NodeExtension.class)
final class EqualFlowProducerTest {

  private final Duel duel;
  private final FlowDuel flows;

  EqualFlowProducerTest(TestRedis redis, NodePeer node, TestInfo info) {
    String name = info.getDisplayName().replaceAll("\\W", "");
    duel = new Duel(redis, node, "producer-" + name, Terms.plain());
    flows = new FlowDuel(node, duel);
  }

  private static JobOptions.Builder named(String id) {
    return JobOptions.builder().id(id);
  }

  private static FlowJob job(String id, FlowJob... children) {
    return job(named(id), children);
  }

  private static FlowJob job(JobOptions.Builder options, FlowJob... children) {
    return FlowJob.of("q", "of-flow", "{\"n\":1}").with(options.build()).waitingFor(children);
  }

  private static FlowJob in(String queue, FlowJob job) {
    return new FlowJob(queue, job.prefix(), job.name(), job.data(), job.options(), job.children());
  }

  @AfterEach
  void theKeysAreEqual() {
    try (Duel played = duel;
        FlowDuel added = flows) {
      played.assertEqualKeys();
    }
  }

  @Test
  void aTreeIsWorkedOffFromItsLeaves() {
    assertThat(flows.add(job("top", job("left", job("leaf1"), job("leaf2")), job("right"))))
        .isEqualTo("top");
    assertThat(duel.claim("a")).isEqualTo("right");
    assertThat(duel.at(3).complete("a", "b")).isEqualTo("0 leaf1");
    assertThat(duel.at(4).complete("b", "c")).isEqualTo("0 leaf2");
    assertThat(duel.at(5).complete("c", "d")).isEqualTo("0 left");
    assertThat(duel.at(6).complete("d", "e")).isEqualTo("0 top");
    duel.complete("e", null);
  }

  @Test
  void jobsOfEveryKindAreChildren() {
    Duration second = Duration.ofSeconds(1);
    flows.add(
        job(
            named("top").delay(second).priority(2),
            job(named("late").delay(second)),
            job(named("urgent").priority(3)),
            job(named("first").lifo(true)),
            job(named("second").attempts(2))));
    duel.claim("a");
    duel.at(5).complete("a", "b");
    duel.at(9).fail("b", "c");
    duel.at(11).complete("c", "d");
    duel.at(12).complete("d", null);
    duel.at(1200).claim("e");
    duel.at(1300).complete("e", "f");
    duel.at(2300).claim("g");
  }

  @ParameterizedTest
  @EnumSource(ChildFailure.class)
  void aFailureGoesUpAsFarAsTheJobsSay(ChildFailure onFailure) {
    flows.add(
        job(
            named("top"),
            job(
                named("middle").onFailure(onFailure),
                job(named("leaf").onFailure(onFailure)),
                job(named("other").priority(9))),
            job(named("uncle").delay(Duration.ofHours(1)))));
    duel.claim("a");
    duel.at(5).fail("a", "b");
    duel.at(7).fail("b", "c");
    duel.claim("d");
    flows.tree("q", "top", 10, 20);
  }

  @Test
  void queuesAndPrefixesAreCrossed() {
    FlowJob elsewhere = in("far", job("far-child")).under("~:in");
    flows.add(
        job("top", in("r", job("r-parent", in("s", job("s-leaf")), elsewhere)), job("q-leaf")));
    assertThat(flows.workOff("~", "s")).isEqualTo("s-leaf 0");
    assertThat(flows.tree("q", "top", 10, 20))
        .isEqualTo("top[q-leaf[], r-parent[far-child[], s-leaf[]]]");
    assertThat(flows.workOff("~:in", "far")).isEqualTo("far-child 0");
    assertThat(flows.workOff("~", "r")).isEqualTo("r-parent 0");
    duel.claim("a");
    assertThat(duel.complete("a", "b")).isEqualTo("0 top");
    duel.complete("b", null);
  }

  @Test
  void flowsOfOneCallAreAddedLevelByLevel() {
    flows.addBulk(
        job("a", job("a1", job("a11")), in("r", job("a2"))),
        job("lonely"),
        in("r", job("b", job("b1"), in("r", job("b2", job("b21"))))));
    assertThat(duel.claim("x")).isEqualTo("lonely");
  }

  @Test
  void aPausedQueueTakesFlowsAndArmsNoMarker() {
    duel.pause(true);
    flows.add(job("top", in("r", job("a")), job("b")));
    flows.workOff("~", "r");
    duel.claim("x");
    duel.pause(false);
    duel.claim("y");
  }

  @Test
  void childrenThatHaveCompletedReleaseTheirParentWhenAllIsIn() {
    duel.add(named("done1"));
    duel.add(named("done2"));
    duel.claim("a");
    duel.complete("a", "b");
    duel.complete("b", null);
    flows.add(job("half", job("done1"), job("new")));
    flows.add(job(named("all").priority(3), job("done2"), job("done2")));
    assertThat(duel.claim("c")).isEqualTo("new");
    assertThat(duel.at(5).complete("c", "d")).isEqualTo("0 half");
    assertThat(duel.complete("d", "e")).isEqualTo("0 all");
  }

  @Test
  void aJobThatIsThereIsAdopted() {
    duel.add(named("there").priority(4));
    flows.add(job("top", job("there"), job("new")));
    flows.add(job("there", job("below")));
    flows.add(job("top", job("late")));
    duel.claim("a");
    duel.complete("a", "b");
    duel.complete("b", "c");
    duel.complete("c", "d");
    duel.complete("d", null);
  }

  @Test
  void aParentWhoseChildBelongsElsewhereIsNotReleased() {
    duel.add(named("done"));
    duel.claim("a");
    duel.complete("a", null);
    flows.add(job("first", job("child")));
    flows.add(job("second", job("child"), job("done")));
    duel.claim("b");
    duel.complete("b", "c");
    duel.complete("c", null);
  }

  @Test
  void aJobThatRunsIsGivenAFlow() {
    duel.add(named("p"));
    duel.claim("a");
    JobOptions.Builder child = named("c").parent(new JobRef("~:q", "p"));
    flows.add(job(child.onFailure(ChildFailure.PARENT_FAILS), job("leaf")));
    assertThat(duel.complete("a", null)).isEqualTo("-4");
    duel.claim("b");
    duel.complete("b", "c");
    duel.fail("c", null);
  }

  @Test
  void aFlowWhoseParentIsMissingLeavesNothing() {
    JobOptions.Builder child = named("c").parent(new JobRef("~:q", "nobody"));
    assertThat(flows.add(job(child, job("leaf"), job("leaf2", job("leaf3"))))).isEqualTo("-5");
  }

  @Test
  void aJobWithoutFamilyMayBeDeduplicated() {
    Deduplication once = Deduplication.simple("once");
    flows.add(job(named("a").deduplication(once)));
    assertThat(flows.add(job(named("b").deduplication(once)))).isEqualTo("a");
  }

  @Test
  void aTreeIsToldAsDeepAndAsWideAsAsked() {
    flows.add(job("top", job("a", job("a1", job("a11"))), job("b"), job("c")));
    duel.claim("x");
    duel.complete("x", null);
    assertThat(flows.tree("q", "top", 1, 5)).isEqualTo("top[]");
    assertThat(flows.tree("q", "top", 3, 5)).isEqualTo("top[a[a1[]], b[], c[]]");
    assertThat(flows.tree("q", "nobody", 3, 5)).isEqualTo("none");
  }
}

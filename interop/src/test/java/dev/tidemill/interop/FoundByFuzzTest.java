package dev.tidemill.interop;

import dev.tidemill.interop.Player.Ending;
import dev.tidemill.interop.Player.Terms;
import dev.tidemill.job.FlowJob;
import dev.tidemill.job.JobOptions;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** What random sequences have shown to differ, each as the few steps that show it. */
@ExtendWith(NodeExtension.class)
final class FoundByFuzzTest {

  private static final String CAP = "opts.maxLenEvents";

  private final Duel duel;
  private final VerbDuel verbs;
  private final FlowDuel flows;

  FoundByFuzzTest(TestRedis redis, NodePeer node, TestInfo info) {
    String name = info.getTestMethod().orElseThrow().getName();
    duel = Duel.apart(redis, node, "found-" + name, Terms.plain());
    verbs = new VerbDuel(node, duel);
    flows = new FlowDuel(node, duel);
  }

  @AfterEach
  void theKeysAreEqual() {
    try (Duel played = duel;
        VerbDuel also = verbs;
        FlowDuel too = flows) {
      played.assertEqualKeys();
    }
  }

  @Test
  void aDelayedJobThatIsDueComesWithoutACapOfTheStream() {
    duel.add(JobOptions.builder().delay(Duration.ofMillis(2)));
    duel.write("HDEL", "meta", CAP);
    duel.at(250).claim("t");
  }

  private void family(JobOptions.Builder parent, JobOptions.Builder... children) {
    List<FlowJob> jobs = Stream.of(children).map(FoundByFuzzTest::member).toList();
    flows.add(member(parent).waitingFor(jobs));
  }

  private static FlowJob member(JobOptions.Builder options) {
    return FlowJob.of("q", "member", "{}").with(options.build());
  }

  private static JobOptions.Builder id(String id) {
    return JobOptions.builder().id(id);
  }

  @Test
  void aParentThatIsReleasedComesWithoutACapOfTheStream() {
    family(id("parent"), id("child"));
    duel.write("HDEL", "meta", CAP);
    verbs.leaveParent("child");
  }

  @Test
  void theFinishBeforeARefusedOneTellsThatNothingIsLeftThoughOneIsDelayed() {
    duel.add(id("first"));
    duel.add(id("second"));
    duel.add(JobOptions.builder().delay(Duration.ofMinutes(1)));
    duel.claim("t1");
    duel.claim("t2");
    duel.write("LREM", "active", "0", "second");
    duel.play(
        "end both",
        player -> player.end(List.of(ended("t1"), ended("t2")), List.of("t3")).toString());
  }

  @Test
  void aFinishTellsThatNothingIsLeftBeforeARefusedRetryBringsWhatIsDue() {
    duel.add(id("first"));
    duel.add(id("second").attempts(3));
    duel.add(JobOptions.builder().delay(Duration.ofMillis(2)));
    duel.claim("t1");
    duel.claim("t2");
    duel.write("LREM", "active", "0", "second");
    duel.at(250)
        .play(
            "end both",
            player ->
                player
                    .end(List.of(ended("t1"), new Ending("t2", null, true)), List.of("t3"))
                    .toString());
  }

  private static Ending ended(String token) {
    return new Ending(token, "1", true);
  }
}

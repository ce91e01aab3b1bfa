package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.interop.Player.Terms;
import dev.tidemill.job.Deduplication;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.NewJob;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way of deduplication, played by BullMQ under Node.js and by Tidemill with equal keys. */
@ExtendWith(NodeExtension.class)
final class EqualDeduplicationTest {

  private static final Duration TTL = Duration.ofSeconds(50);

  private final Duel duel;

  EqualDeduplicationTest(TestRedis redis, NodePeer node, TestInfo info) {
    String name = info.getDisplayName().replaceAll("\\W", "");
    duel = new Duel(redis, node, "dedup-" + name, Terms.plain());
  }

  private static JobOptions.Builder options(Deduplication deduplication) {
    return JobOptions.builder().deduplication(deduplication);
  }

  private static JobOptions.Builder delayed(Deduplication deduplication, long millis) {
    return options(deduplication).delay(Duration.ofMillis(millis));
  }

  @AfterEach
  void theKeysAreEqual() {
    try (Duel played = duel) {
      played.assertEqualKeys();
    }
  }

  @Test
  void furtherJobsAreDroppedUntilTheOwnerHasCompleted() {
    Deduplication simple = Deduplication.simple("a:b c");
    assertThat(duel.add(options(simple))).isEqualTo("[1]");
    assertThat(duel.add(options(simple).priority(3))).isEqualTo("[1]");
    duel.claim("x");
    assertThat(duel.at(3).add(options(simple).delay(TTL))).isEqualTo("[1]");
    duel.at(5).complete("x", null);
    assertThat(duel.at(9).add(options(simple))).isEqualTo("[4]");
  }

  @Test
  void anOwnerThatIsTriedAgainKeepsTheIdUntilItHasFailedForGood() {
    Deduplication simple = Deduplication.simple("s");
    duel.add(options(simple).attempts(2));
    duel.claim("x");
    duel.fail("x", "y");
    assertThat(duel.add(options(simple))).isEqualTo("[1]");
    duel.fail("y", null);
    assertThat(duel.add(options(simple))).isEqualTo("[3]");
  }

  @Test
  void aThrottleOutlivesItsOwner() {
    Deduplication throttle = Deduplication.throttle("t", TTL);
    duel.add(options(throttle));
    duel.claim("x");
    duel.complete("x", null);
    assertThat(duel.add(options(throttle))).isEqualTo("[1]");
    duel.lose("de:t");
    assertThat(duel.add(options(throttle))).isEqualTo("[3]");
  }

  @Test
  void aDelayedJobIsReplacedAndTheTimeStartsAnew() {
    Deduplication debounce = Deduplication.debounce("d", TTL);
    duel.add(delayed(debounce, 50_000).attempts(2));
    duel.add(delayed(Deduplication.simple("other"), 70_000));
    assertThat(duel.at(7).add(delayed(debounce, 50_000))).isEqualTo("[3]");
    assertThat(duel.at(9).add(options(debounce))).isEqualTo("[4]");
    assertThat(duel.at(11).add(delayed(debounce, 50_000))).isEqualTo("[4]");
  }

  @ParameterizedTest
  @CsvSource({"true,false,false", "true,false,true", "false,false,true", "false,true,false"})
  void modesAreCombined(boolean ttl, boolean extend, boolean keepLast) {
    Deduplication mode =
        new Deduplication("m", ttl || extend ? TTL : null, extend, true, keepLast, false);
    duel.add(delayed(mode, 2000));
    assertThat(duel.at(3).add(delayed(mode, 1000))).isEqualTo("[2]");
    assertThat(duel.at(1500).claim("x")).isEqualTo("2");
    assertThat(duel.add(delayed(mode, 500))).isEqualTo("[2]");
    assertThat(duel.add(options(mode).lifo(true))).isEqualTo("[2]");
    duel.at(1600).complete("x", "y");
  }

  @Test
  void aTimeIsExtendedByEveryJobThatIsDropped() {
    Deduplication extending = new Deduplication("e", TTL, true, false, false, false);
    duel.add(options(extending));
    duel.add(options(extending));
    duel.claim("x");
    duel.complete("x", null);
    assertThat(duel.add(options(extending))).isEqualTo("[1]");
  }

  @ParameterizedTest
  @CsvSource({"false,0,0", "true,0,0", "false,2,0", "false,0,700", "true,0,700"})
  void theLastJobThatCameWhileTheOwnerWasActiveRunsAfterIt(boolean ttl, int priority, long delay) {
    Deduplication mode = new Deduplication("k", ttl ? TTL : null, false, false, true, false);
    duel.add(options(mode));
    duel.add(new NewJob("dropped", "0", options(mode).build()));
    duel.claim("x");
    duel.add(new NewJob("first", "1", options(mode).build()));
    duel.add(new NewJob("last", "2", delayed(mode, delay).priority(priority).build()));
    duel.at(10).complete("x", "y");
    duel.at(20).add(options(mode));
    duel.at(900).claim("z");
  }

  @Test
  void aJobLaidByKeepsItsOwnIdAndGoesFirstWhenItIsLifo() {
    Deduplication mode = Deduplication.keepLast("k");
    duel.add(options(mode));
    duel.claim("x");
    duel.add(JobOptions.builder());
    duel.add(options(mode).id("mine").lifo(true).attempts(3));
    assertThat(duel.at(10).fail("x", "y")).isEqualTo("0 mine");
    duel.at(20).complete("y", "z");
  }

  @Test
  void anExtendedTimeStopsWhileAJobIsLaidBy() {
    Deduplication mode = new Deduplication("k", TTL, true, false, true, false);
    duel.add(options(mode));
    duel.add(options(mode));
    duel.claim("x");
    duel.add(options(mode));
    duel.complete("x", "y");
    duel.complete("y", null);
  }

  @Test
  void aDelayedOwnerIsRescheduled() {
    Deduplication mode = new Deduplication("r", null, false, false, false, true);
    duel.add(delayed(mode, 5000));
    duel.add(delayed(Deduplication.simple("other"), 3000));
    assertThat(duel.at(5).add(delayed(mode, 1000))).isEqualTo("[1]");
    assertThat(duel.at(9).add(options(mode))).isEqualTo("[1]");
    assertThat(duel.at(10).claim("x")).isEqualTo("1");
    assertThat(duel.add(delayed(mode, 1000))).isEqualTo("[1]");
  }

  @Test
  void anIdWhoseOwnerHasVanishedIsFree() {
    Deduplication simple = Deduplication.simple("s");
    Deduplication keepLast = Deduplication.keepLast("k");
    duel.add(options(simple));
    duel.add(options(keepLast));
    duel.claim("x");
    duel.claim("y");
    duel.add(options(keepLast));
    duel.lose("1");
    duel.lose("2");
    assertThat(duel.add(options(simple))).isEqualTo("[4]");
    assertThat(duel.add(options(keepLast))).isEqualTo("[5]");
  }

  @Test
  void oneCallHoldsJobsOfAllModes() {
    Deduplication debounce = Deduplication.debounce("d", TTL);
    Deduplication simple = Deduplication.simple("s");
    duel.add(
        NewJob.of("a", "1"),
        new NewJob("b", "2", delayed(debounce, 9000).build()),
        new NewJob("c", "3", JobOptions.builder().lifo(true).build()),
        new NewJob("d", "4", delayed(debounce, 8000).build()),
        new NewJob("e", "5", options(debounce).build()),
        new NewJob("f", "6", options(simple).id("own").build()),
        new NewJob("g", "7", options(simple).id("own").build()),
        new NewJob("h", "8", options(simple).build()),
        NewJob.of("i", "9"));
  }
}

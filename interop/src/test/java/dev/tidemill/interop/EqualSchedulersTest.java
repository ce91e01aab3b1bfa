package dev.tidemill.interop;

import static dev.tidemill.interop.Duel.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.interop.Player.Terms;
import dev.tidemill.job.Backoff;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.Keep;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.Schedule;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Schedulers of BullMQ under Node.js and of Tidemill, step by step under one clock; the keys must
 * be equal.
 */
@ExtendWith(NodeExtension.class)
final class EqualSchedulersTest {

  private final SchedulerDuel both;

  EqualSchedulersTest(TestRedis redis, NodePeer node, TestInfo info) {
    String name = info.getTestMethod().orElseThrow().getName();
    both = new SchedulerDuel(node, new Duel(redis, node, name, Terms.plain()));
  }

  @AfterEach
  void theKeysAreEqual() {
    try (SchedulerDuel played = both) {
      played.duel.assertEqualKeys();
    }
  }

  private static Schedule.Builder every(long millis) {
    return Schedule.every(Duration.ofMillis(millis));
  }

  private static NewJob template(JobOptions.Builder options) {
    return new NewJob("report", "{\"to\":\"ada\",\"n\":[1,2]}", options.build());
  }

  private static JobOptions.Builder options() {
    return JobOptions.builder();
  }

  private static Instant noonPlus(long millis) {
    return Instant.ofEpochMilli(NOON + millis);
  }

  @Test
  void anIntervalMakesOneJobAfterAnother() {
    assertThat(both.upsert("s", every(5_000))).isEqualTo("repeat:s:1790000000000 in 0");
    both.at(10).live("a");
    assertThat(both.at(4_999).duel.claim("b")).isEqualTo("nothing");
    assertThat(both.at(5_000).live("c")).isEqualTo("repeat:s:1790000005000");
    both.duel.assertEqualKeys();
    both.at(23_456).live("d");
    both.at(25_000).live("e");
  }

  @Test
  void anIntervalThatDoesNotDivideTheClockKeepsItsPhase() {
    both.at(1_234).upsert("s", every(7_000), template(options()));
    both.live("a");
    both.at(8_234).live("b");
    both.at(31_007).live("c");
    both.at(60_000).live("d");
  }

  @Test
  void anIntervalMayHaveAnOffset() {
    both.at(1_234).upsert("s", every(5_000).offset(Duration.ofMillis(700)));
    both.at(5_700).live("a");
    both.at(10_701).live("b");
    both.at(33_333).live("c");
    both.at(33_400).upsert("s", every(5_000).offset(Duration.ofMillis(900)));
    both.at(40_900).live("d");
  }

  @Test
  void anIntervalMayBeginLater() {
    both.upsert("s", every(5_000).start(noonPlus(12_345)));
    both.at(12_345).live("a");
    both.at(17_345).live("b");
    both.at(18_000).upsert("t", every(5_000).start(noonPlus(-7)));
    both.live("c");
    both.at(23_000).live("d");
  }

  @Test
  void aPatternMakesOneJobAfterAnother() {
    assertThat(both.upsert("s", Schedule.cron("*/10 * * * * *"), template(options())))
        .isEqualTo("repeat:s:1790000010000 in 10000");
    both.at(10_000).live("a");
    both.at(20_001).live("b");
    both.duel.assertEqualKeys();
    both.at(47_000).live("c");
    both.at(50_000).live("d");
  }

  @Test
  void aPatternMeansTheClockOfAZone() {
    both.upsert("s", Schedule.cron("30 2 * * *").zone("Europe/Berlin"));
    both.upsert("t", Schedule.cron("15 9 * * MON#2").zone("America/New_York"));
    both.at(86_400_000).live("a");
    both.at(2 * 86_400_000).live("b");
    both.at(30L * 86_400_000).live("c");
    both.live("d");
  }

  @Test
  void aPatternMayBeginAtOnce() {
    both.at(1).upsert("s", Schedule.cron("0 0 * * *").zone("UTC").immediately(true));
    both.at(5).live("a");
    both.at(86_400_000).live("b");
  }

  @Test
  void aPatternMayBeginLater() {
    both.upsert("s", Schedule.cron("0 * * * * *").start(noonPlus(100_000)));
    both.at(160_000).live("a");
    both.at(220_000).live("b");
  }

  @Test
  void aLimitEndsAScheduler() {
    both.upsert("s", every(1_000).limit(3), template(options()));
    both.upsert("t", Schedule.cron("* * * * * *").limit(2), template(options()));
    for (int n = 0; n < 5; n++) {
      both.at(n * 1_000L);
      String id = both.duel.claim("t" + n);
      if (!id.equals("nothing")) {
        both.begin(id);
      }
      both.duel.claim("u" + n);
    }
    both.duel.claim("v");
  }

  @Test
  void anEndEndsAScheduler() {
    both.upsert("s", every(1_000).end(noonPlus(2_500)));
    both.upsert("t", Schedule.cron("*/2 * * * * *").end(noonPlus(3_000)));
    both.live("a");
    both.at(1_000).live("b");
    both.at(2_000).live("c");
    both.live("d");
    both.at(3_001).live("e");
    assertThat(both.upsert("u", every(1_000).end(noonPlus(3_000)))).isEqualTo("refused");
    assertThat(both.upsert("v", Schedule.cron("0 0 1 1 *").end(noonPlus(9_000))))
        .isEqualTo("nothing");
  }

  @Test
  void theSameIntervalAgainKeepsItsTime() {
    both.upsert("s", every(5_000), template(options()));
    both.at(100).live("a");
    both.at(200).upsert("s", every(5_000), template(options().priority(7)));
    both.duel.assertEqualKeys();
    both.at(6_000).upsert("s", every(5_000), NewJob.of("other", "{}"));
    both.live("b");
  }

  @Test
  void anotherIntervalOrPatternReplacesTheJobThatWaits() {
    both.upsert("s", every(5_000));
    both.live("a");
    both.at(100).upsert("s", every(3_000));
    both.at(200).upsert("s", Schedule.cron("*/15 * * * * *").zone("UTC"));
    both.duel.assertEqualKeys();
    both.at(300).upsert("s", Schedule.cron("*/20 * * * * *").limit(4));
    both.at(40_000).live("b");
    both.at(40_100).upsert("s", every(2_000), template(options().lifo(true)));
    both.at(41_000).live("c");
  }

  @Test
  void aJobInLineIsReplacedWhereverItWaits() {
    both.duel.add(options());
    both.upsert("s", every(5_000), template(options()));
    both.at(1).upsert("s", every(5_000), template(options().priority(3)));
    both.at(2).upsert("s", every(5_000), template(options().priority(2)));
    both.at(3).upsert("s", every(5_000), template(options().lifo(true)));
    both.at(4).upsert("s", every(4_000), template(options().lifo(true)));
    both.live("a");
  }

  @Test
  void aJobThatHasBegunIsLetGoOn() {
    both.upsert("s", every(5_000));
    String id = both.duel.claim("a");
    both.at(10).upsert("s", every(5_000));
    both.begin(id);
    both.duel.assertEqualKeys();
    both.at(20).upsert("s", every(1_000), template(options()));
    both.duel.complete("a", null);
    both.at(1_000).live("b");
  }

  @Test
  void theTemplateDecidesHowItsJobsAreTreated() {
    JobOptions.Builder all =
        options()
            .attempts(3)
            .backoff(new Backoff("exponential", Duration.ofMillis(50), 0.5))
            .priority(4)
            .removeOnComplete(Keep.newest(1))
            .removeOnFail(Keep.youngerThan(Duration.ofSeconds(60)));
    both.upsert("s", every(1_000), template(all));
    both.upsert("t", Schedule.cron("* * * * * *"), template(all.lifo(true).priority(0)));
    for (int n = 0; n < 4; n++) {
      both.at(n * 1_000L).live("a" + n);
    }
  }

  @Test
  void anAttemptThatIsMadeAgainMakesNoFurtherJob() {
    both.upsert("s", every(5_000), template(options().attempts(3)));
    String id = both.duel.claim("a");
    both.begin(id);
    both.at(10).duel.fail("a", null);
    assertThat(both.at(20).duel.claim("b")).isEqualTo(id);
    both.begin(id);
    both.at(5_000).duel.fail("b", null);
    both.duel.claim("c");
    both.begin("repeat:s:1790000005000");
    both.duel.claim("d");
    both.begin(id);
  }

  @Test
  void aJobThatStandsAtTheNextTimeIsNotMadeAgain() {
    both.duel.add(options().id("repeat:s:1790000005000"));
    both.upsert("s", every(5_000), template(options()));
    both.duel.claim("a");
    both.begin("repeat:s:1790000000000");
  }

  @Test
  void aPatternWhoseNextTimeIsTakenIsRefused() {
    both.duel.add(options().id("repeat:s:1790000010000"));
    assertThat(both.upsert("s", Schedule.cron("*/10 * * * * *"))).isEqualTo("refused");
    both.duel.add(options().id("repeat:t:1790000000000"));
    assertThat(both.upsert("t", every(5_000))).isEqualTo("repeat:t:1790000005000 in 5000");
  }

  @Test
  void anIntervalWhoseTimesAreAllTakenIsRefused() {
    for (int n = 0; n <= 32; n++) {
      both.duel.add(options().id("repeat:s:" + (NOON + n * 1_000L)));
      both.duel.add(options().id("repeat:t:" + (NOON + n * 1_000L)));
    }
    assertThat(both.upsert("s", every(1_000))).isEqualTo("refused");
    both.duel.lose("repeat:t:" + (NOON + 32_000));
    assertThat(both.upsert("t", every(1_000))).isEqualTo("repeat:t:1790000032000 in 32000");
  }

  @Test
  void aSchedulerIsRemovedWithItsDelayedJob() {
    both.upsert("s", every(5_000));
    both.upsert("t", Schedule.cron("*/10 * * * * *"));
    both.live("a");
    assertThat(both.remove("s")).isEqualTo("true");
    assertThat(both.remove("s")).isEqualTo("false");
    both.remove("t");
    both.upsert("u", every(5_000));
    both.remove("u");
    both.live("b");
  }

  @Test
  void schedulersAreReadAndCounted() {
    both.upsert("s", every(5_000).offset(Duration.ofMillis(3)).limit(9), template(options()));
    both.upsert("t", Schedule.cron("0 3 * * *").zone("Asia/Kolkata").end(noonPlus(99_999_999)));
    both.upsert("a:b:c:d", every(60_000).start(noonPlus(1_000)), template(options().priority(2)));
    both.at(1_000).live("a");
    assertThat(both.count()).isEqualTo("3");
    assertThat(both.get("t")).startsWith("t t ");
    assertThat(both.get("none")).isEqualTo("nothing");
    both.get("a:b:c:d");
    both.page(0, -1, true);
    both.page(0, 0, true);
    both.page(1, 5, false);
  }

  @Test
  void whatCannotBeUsedIsRefused() {
    assertThat(both.upsert("s", Schedule.cron("61 * * * *"))).isEqualTo("refused");
    assertThat(both.upsert("s", Schedule.cron("* * * * *").zone("Nowhere/City")))
        .isEqualTo("refused");
    assertThat(both.upsert("s", Schedule.cron("0 0 31 4,6 *"))).isEqualTo("nothing");
  }
}

package dev.tidemill.interop;

import static dev.tidemill.interop.Duel.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.interop.Player.Terms;
import dev.tidemill.job.Backoff;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.Keep;
import dev.tidemill.job.NewJob;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** One scenario a test, played by BullMQ under Node.js and by Tidemill; the keys must be equal. */
@ExtendWith(NodeExtension.class)
final class EqualKeysTest {
  private final TestRedis redis;
  private final NodePeer node;
  private final String name;
  private Duel duel;

  EqualKeysTest(TestRedis redis, NodePeer node, TestInfo info) {
    this.redis = redis;
    this.node = node;
    this.name = info.getTestMethod().orElseThrow().getName();
    this.duel = new Duel(redis, node, name, Terms.plain());
  }

  private void underTerms(Terms terms) {
    duel.close();
    duel = new Duel(redis, node, name, terms);
  }

  private static JobOptions.Builder options() {
    return JobOptions.builder();
  }

  @AfterEach
  void theKeysAreEqual() {
    try (Duel played = duel) {
      played.assertEqualKeys();
    }
  }

  @Test
  void standardJobsAreAdded() {
    duel.add(NewJob.of("message", "{\"text\":\"Message from Pusher\"}"));
    duel.at(5)
        .add(NewJob.of("other", "[1,2,3]"), NewJob.of("", "\"\u00e4\u20ac\ud83c\udf0a/\\n\""));
    duel.add(NewJob.of("null", "null"));
  }

  @Test
  void jobsOfEveryKindAreAddedInOneCall() {
    duel.add(
        NewJob.of("a", "1"),
        new NewJob("b", "2", options().lifo(true).build()),
        new NewJob("c", "3", options().delay(Duration.ofSeconds(1)).build()),
        new NewJob("d", "4", options().priority(3).build()),
        new NewJob("e", "5", options().priority(1).build()),
        new NewJob("f", "6", options().delay(Duration.ofSeconds(1)).priority(2).build()),
        new NewJob("g", "7", options().id("mine").build()),
        new NewJob("h", "8", options().id("mine").build()),
        NewJob.of("i", "9"));
    assertThat(duel.play("counts", Player::counts)).isEqualTo("4 0 2 2 0 0 0");
  }

  @Test
  void aJobBringsItsOwnTimestamp() {
    duel.add(options().timestamp(Instant.ofEpochMilli(NOON - 5000)).delay(Duration.ofSeconds(2)));
  }

  @Test
  void jobsAreClaimedInOrderAndNamed() {
    underTerms(Terms.plain().named("worker-1"));
    duel.add(options());
    duel.add(options().priority(5));
    duel.add(options().priority(2));
    duel.add(options().lifo(true));
    duel.at(10);
    assertThat(duel.claim("a")).isEqualTo("4");
    assertThat(duel.claim("b")).isEqualTo("1");
    assertThat(duel.claim("c")).isEqualTo("3");
    assertThat(duel.claim("d")).isEqualTo("2");
    assertThat(duel.claim("e")).isEqualTo("nothing");
  }

  @Test
  void delayedJobsArePromotedWhenDue() {
    duel.add(options().delay(Duration.ofMillis(100)));
    duel.add(options().delay(Duration.ofMillis(100)).priority(4));
    duel.add(options().delay(Duration.ofMillis(900)));
    assertThat(duel.at(99).claim("a")).isEqualTo("nothing");
    assertThat(duel.at(100).claim("b")).isEqualTo("1");
    assertThat(duel.claim("c")).isEqualTo("2");
    assertThat(duel.claim("d")).isEqualTo("nothing");
  }

  @Test
  void jobsComplete() {
    duel.add(options());
    duel.add(options());
    duel.at(10).claim("a");
    duel.at(20).complete("a", "b");
    duel.at(30).complete("b", "c");
  }

  @Test
  void theLastJobDrainsTheQueue() {
    duel.add(options());
    duel.claim("a");
    duel.complete("a", null);
  }

  @Test
  void aDelayedJobKeepsTheQueueFromBeingDrained() {
    duel.add(options());
    duel.add(options().delay(Duration.ofHours(1)));
    duel.claim("a");
    duel.complete("a", "b");
  }

  @Test
  void jobsFailForGood() {
    duel.add(options());
    duel.add(options().attempts(1));
    duel.add(options().attempts(3));
    duel.claim("a");
    duel.at(5).fail("a", "b");
    duel.at(9).fail("b", "c");
    duel.play("fail c", player -> player.fail("c", "for ever", false, null));
  }

  @Test
  void aJobFailsWithBackoff() {
    duel.add(options().attempts(2).backoff(Backoff.fixed(Duration.ofSeconds(1))));
    duel.add(options().attempts(4).backoff(Backoff.exponential(Duration.ofSeconds(1))));
    duel.claim("a");
    duel.at(1).fail("a", "b");
    duel.at(2).fail("b", "c");
    duel.at(1001).claim("d");
    duel.at(1002).fail("d", "e");
    duel.at(1003).fail("e", "f");
    duel.at(3003).claim("g");
    duel.at(3004).fail("g", null);
  }

  @Test
  void aJobIsRetriedAtOnce() {
    duel.add(options().attempts(2));
    duel.add(options().attempts(2).priority(3));
    duel.add(options().attempts(2).lifo(true));
    duel.add(options());
    duel.add(options().delay(Duration.ofMillis(10)));
    duel.claim("a");
    duel.claim("b");
    duel.claim("c");
    duel.claim("d");
    duel.at(20).fail("a", null);
    duel.fail("b", null);
    duel.fail("d", "e");
    duel.fail("c", null);
    duel.complete("e", "f");
  }

  @Test
  void finishedJobsAreKeptOrNot() {
    duel.add(options().removeOnComplete(Keep.none()).removeOnFail(Keep.none()));
    duel.add(options().removeOnComplete(Keep.none()).removeOnFail(Keep.none()));
    for (int n = 0; n < 4; n++) {
      duel.add(options().removeOnComplete(Keep.newest(2)).removeOnFail(Keep.newest(1)));
    }
    for (int n = 0; n < 3; n++) {
      duel.add(options().removeOnComplete(Keep.youngerThan(Duration.ofSeconds(1))));
    }
    duel.add(options().removeOnComplete(new Keep(5L, Duration.ofSeconds(1), 1)));
    duel.claim("t0");
    for (int n = 0; n < 9; n++) {
      duel.at(n * 300L);
      if (n % 3 == 1) {
        duel.fail("t" + n, "t" + (n + 1));
      } else {
        duel.complete("t" + n, "t" + (n + 1));
      }
    }
    duel.complete("t9", null);
  }

  @Test
  void aWorkersLimiterHoldsJobsBack() {
    underTerms(Terms.plain().limitedTo(2, Duration.ofSeconds(50)));
    for (int n = 0; n < 4; n++) {
      duel.add(options());
    }
    duel.claim("a");
    duel.complete("a", "b");
    assertThat(duel.complete("b", "c")).isEqualTo("0 limited");
    assertThat(duel.claim("d")).isEqualTo("limited");
    duel.lose("limiter");
    assertThat(duel.claim("e")).isEqualTo("3");
  }

  @Test
  void theQueuesOwnLimitsHold() {
    duel.meta("max", "3");
    duel.meta("duration", "50000");
    duel.meta("concurrency", "2");
    for (int n = 0; n < 5; n++) {
      duel.add(options());
    }
    duel.claim("a");
    duel.claim("b");
    assertThat(duel.claim("c")).isEqualTo("nothing");
    duel.complete("a", "d");
    assertThat(duel.claim("e")).isEqualTo("limited");
  }

  @Test
  void aQueueIsPausedAndResumed() {
    duel.add(options());
    duel.add(options().delay(Duration.ofMillis(10)));
    duel.claim("a");
    duel.pause(true);
    duel.pause(true);
    duel.add(options());
    duel.add(options().priority(1));
    assertThat(duel.at(20).claim("b")).isEqualTo("nothing");
    duel.complete("a", "c");
    duel.pause(false);
    duel.pause(false);
    assertThat(duel.claim("d")).isEqualTo("3");
  }

  @Test
  void resumingAnIdleQueueLooksAtWhatIsDelayed() {
    duel.add(options().delay(Duration.ofMillis(10)));
    duel.pause(true);
    duel.pause(false);
  }

  @Test
  void aStalledJobComesBackOnceAndFailsTheSecondTime() {
    duel.add(options());
    duel.add(options().priority(2));
    duel.claim("a");
    duel.claim("b");
    assertThat(duel.sweep()).isEqualTo("[]");
    duel.lose("1:lock");
    assertThat(duel.at(10_000).sweep()).isEqualTo("[1]");
    assertThat(duel.complete("a", null)).isEqualTo("-2");
    duel.claim("c");
    duel.sweep();
    duel.lose("1:lock");
    assertThat(duel.at(20_000).sweep()).isEqualTo("[1]");
    duel.claim("d");
    duel.play(
        "fail d", player -> player.fail("d", "job stalled more than allowable limit", false, null));
  }

  @Test
  void locksAreExtended() {
    duel.add(options());
    duel.claim("a");
    duel.sweep();
    assertThat(duel.play("extend", player -> player.extendLock("a", Duration.ofSeconds(58))))
        .isEqualTo("extended");
    duel.lose("1:lock");
    assertThat(duel.play("extend", player -> player.extendLock("a", Duration.ofSeconds(58))))
        .isEqualTo("lost");
  }

  @Test
  void aJobGoesBackUnfinished() {
    duel.add(options());
    duel.add(options().priority(7));
    duel.add(options());
    duel.claim("a");
    duel.claim("b");
    duel.claim("c");
    duel.play("put back c", player -> player.putBack("c"));
    duel.play("put back a", player -> player.putBack("a"));
    assertThat(duel.claim("d")).isEqualTo("1");
  }

  @Test
  void statesAreFound() {
    duel.add(options());
    duel.add(options().priority(1));
    duel.add(options().delay(Duration.ofSeconds(1)));
    duel.claim("a");
    for (String id : new String[] {"1", "2", "3", "4"}) {
      duel.play("state " + id, player -> player.state(id));
    }
  }
}

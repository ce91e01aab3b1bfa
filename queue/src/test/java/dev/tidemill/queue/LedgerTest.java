package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.input.InvalidName;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.NewJob;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.testkit.Proxy;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import dev.tidemill.wire.AddJobs;
import dev.tidemill.wire.LedgerEntry;
import dev.tidemill.wire.QueueKeys;
import dev.tidemill.wire.ScriptRunner;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisExtension.class)
class LedgerTest {

  private static final List<NewJob> TWO = List.of(NewJob.of("n", "{\"a\":1}"), NewJob.of("n", "2"));

  @Test
  void countsWhatIsAddedAndMovesTheSourceWithIt(TestRedis redis) {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"));
        LedgerSession session = queue.ledger().enter("node")) {

      Added first = session.add(TWO, new Advance("file", "", "2"));
      Added second = session.add(TWO, new Advance("file", "2", "4"));

      assertThat(first.count()).isEqualTo(2);
      assertThat(second).isEqualTo(new Added(List.of("3", "4"), 4, 0, 4));
      assertThat(queue.ledger().position("file")).isEqualTo("4");
      assertThat(queue.counts().waiting()).isEqualTo(4);
    }
  }

  @Test
  void tellsHowManyWaitInLineWhateverWayTheyCame(TestRedis redis) {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"));
        LedgerSession session = queue.ledger().enter("node")) {
      JobOptions lifo = JobOptions.builder().lifo(true).build();
      JobOptions later = JobOptions.builder().delay(Duration.ofHours(1)).build();
      queue.add("n", "0");

      assertThat(session.add(TWO).waiting()).isEqualTo(3);
      assertThat(session.add(List.of(NewJob.of("m", "1"), new NewJob("n", "2", lifo))).waiting())
          .isEqualTo(5);
      assertThat(session.add(List.of(new NewJob("n", "3", later))).waiting()).isNegative();
      redis.call("SET", "bull:q:8", "no job"); // so the short way is left behind
      assertThat(session.add(TWO).waiting()).isEqualTo(7);
      queue.pause();
      assertThat(session.add(TWO).waiting()).isEqualTo(9);
      assertThat(queue.counts().waiting()).isEqualTo(9);
    }
  }

  @Test
  void refusesAnAddFromWhereTheSourceDoesNotStand(TestRedis redis) {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"));
        LedgerSession session = queue.ledger().enter("node")) {
      session.add(TWO, new Advance("file", "", "2"));

      assertThatThrownBy(() -> session.add(TWO, new Advance("file", "1", "3")))
          .isInstanceOf(SourceMoved.class)
          .hasMessageContaining("stands at '2'");

      assertThat(queue.counts().waiting()).isEqualTo(2);
      assertThat(queue.ledger().standing().count()).isEqualTo(2);
    }
  }

  @Test
  void refusesASessionWhoseNodeHasEnteredAgain(TestRedis redis) {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"));
        LedgerSession old = queue.ledger().enter("node");
        LedgerSession young = queue.ledger().enter("node")) {

      young.add(TWO);

      assertThatThrownBy(() -> old.add(TWO)).isInstanceOf(Fenced.class);
      assertThat(queue.counts().waiting()).isEqualTo(2);
    }
  }

  @Test
  void anAddWhoseReplyWasLostIsAnsweredAlsoWhenTheNodeWasTakenForDeadMeanwhile(TestRedis redis) {
    QueueKeys keys = new QueueKeys("bull", "q");
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"));
        LedgerSession session = queue.ledger().enter("node");
        SharedConnection connection = new SharedConnection(RedisUri.parse(redis.uri()), "")) {
      session.add(TWO);
      redis.call("HINCRBY", keys.ledger(), "epoch:node", "1"); // by a peer
      LedgerEntry first = new LedgerEntry(keys.ledger(), "node", session.epoch(), 1, "", "", "");

      AddJobs.Added again = ScriptRunner.run(new AddJobs(keys, TWO, 0, first), connection);

      assertThat(again.ledger().status()).isEqualTo("already");
      assertThatThrownBy(() -> session.add(TWO)).isInstanceOf(Fenced.class);
      assertThat(queue.counts().waiting()).isEqualTo(2);
    }
  }

  @Test
  void aJobThatWasRefusedIsToldToBeAlsoWhenTheReplyWasLost(TestRedis redis) {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"));
        LedgerSession session = queue.ledger().enter("node")) {
      String receipt = session.epoch() + ".1 1 7 !";
      redis.call("HSET", "bull:q:tidemill:ledger", "receipt:node", receipt);

      assertThatThrownBy(() -> session.add(TWO))
          .isInstanceOf(AddRefused.class)
          .hasMessageContaining("sent before");
    }
  }

  @Test
  void anIdThatAReceiptCannotHoldIsRefused(TestRedis redis) {
    JobOptions blank = JobOptions.builder().id("two words").build();
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"));
        LedgerSession session = queue.ledger().enter("node")) {
      assertThatThrownBy(() -> session.add(List.of(new NewJob("n", "1", blank))))
          .isInstanceOf(InvalidName.class)
          .hasMessageContaining("'two words'");
      assertThat(queue.counts().waiting()).isZero();
    }
  }

  @Test
  void goesOnAfterRedisHasForgottenThatTheNodeEntered(TestRedis redis) {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"));
        LedgerSession before = queue.ledger().enter("node");
        LedgerSession session = queue.ledger().enter("node")) {
      before.close();
      redis.call("HSET", "bull:q:tidemill:ledger", "epoch:node", "1"); // as of two seconds ago

      assertThat(session.add(TWO).count()).isEqualTo(2);

      assertThat(redis.call("HGET", "bull:q:tidemill:ledger", "epoch:node")).isEqualTo("2");
      assertThat(session.add(TWO).count()).isEqualTo(4);
    }
  }

  @Test
  void addsExactlyOnceWhereverTheRequestIsCut(TestRedis redis) {
    addsExactlyOnce(redis, true);
  }

  @Test
  void addsExactlyOnceWhereverTheReplyIsCut(TestRedis redis) {
    addsExactlyOnce(redis, false);
  }

  /** Cuts at every byte of a whole exchange; a cut beyond its end hits the next one or nothing. */
  private static void addsExactlyOnce(TestRedis redis, boolean request) {
    try (Proxy proxy = Proxy.to(redis);
        Queue queue = Queue.open(QueueOptions.of(proxy.uri(redis.uri()), "q"));
        LedgerSession session = queue.ledger().enter("node")) {
      session.add(TWO);
      long before = request ? proxy.requestBytes() : proxy.replyBytes();
      session.add(TWO);
      long exchange = (request ? proxy.requestBytes() : proxy.replyBytes()) - before;
      assertThat(exchange).isGreaterThan(20);
      HashSet<String> ids = new HashSet<>();
      long expected = 4;

      for (long n = 1; n <= exchange; n++) {
        if (request) {
          proxy.cutAfterRequestBytes(n);
        } else {
          proxy.cutAfterReplyBytes(n);
        }
        Added added = session.add(TWO);
        expected += 2;

        assertThat(added.count()).as("cut after byte %d", n).isEqualTo(expected);
        assertThat(ids.addAll(added.ids())).isTrue();
      }

      proxy.pass();
      assertThat(ids).hasSize((int) (2 * exchange));
      assertThat(queue.counts().waiting()).isEqualTo(expected);
      assertThat(queue.ledger().standing().count()).isEqualTo(expected);
    }
  }
}

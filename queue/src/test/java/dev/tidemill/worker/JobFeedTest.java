package dev.tidemill.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.job.ActiveJob;
import dev.tidemill.job.Job;
import dev.tidemill.job.JobState;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.Outcome;
import dev.tidemill.queue.Ledger;
import dev.tidemill.queue.LedgerSession;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.Proxy;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisExtension.class)
@Timeout(120)
class JobFeedTest {

  private static FeedOptionsBuilder options(String uri, long epoch) {
    return FeedOptions.builder(RedisUri.parse(uri), "bull", "q").owner("owner", epoch).ledger(true);
  }

  private static Job stored(Queue queue, String id) {
    return Objects.requireNonNull(queue.job(id));
  }

  private static ActiveJob next(Claim claim) throws InterruptedException {
    return Objects.requireNonNull(claim.await());
  }

  @Test
  void wakesAFreeSlotWhenAJobIsAdded(TestRedis redis) throws Exception {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"));
        JobFeed feed = JobFeed.open(options(redis.uri(), 1).build())) {
      Claim claim = feed.claim("w01");

      String id = queue.add("name", "{}");
      ActiveJob job = next(claim);

      assertThat(job.job().id()).isEqualTo(id);
      assertThat(job.job().fields()).containsEntry("ats", "1").containsKey("processedOn");
      assertThat(stored(queue, id).fields()).containsEntry("pb", "owner/w01");
      assertThat(feed.settle(job, Outcome.Completed.NOTHING).get()).isEqualTo(Settled.DONE);
      assertThat(queue.state(id)).isEqualTo(JobState.COMPLETED);
    }
  }

  @Test
  void answersACancelledClaimWithNothing(TestRedis redis) throws Exception {
    try (JobFeed feed = JobFeed.open(options(redis.uri(), 1).build())) {
      Claim claim = feed.claim("w01");

      claim.cancel();

      assertThat(claim.await()).isNull();
    }
  }

  @Test
  void handsBackAtItsDeadlineWhatHasNotEnded(TestRedis redis) throws Exception {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"))) {
      List<String> ids = queue.addAll(Collections.nCopies(3, NewJob.of("n", "{}")));
      JobFeed feed = JobFeed.open(options(redis.uri(), 1).build());
      List<ActiveJob> held = new ArrayList<>();
      while (held.size() < ids.size()) {
        held.add(next(feed.claim("w01")));
      }

      feed.close(Duration.ofMillis(1));

      assertThat(queue.counts().active()).isZero();
      assertThat(queue.ids(JobState.WAITING, 0, -1)).isEqualTo(ids.reversed());
      assertThat(held).allMatch(ActiveJob::lockLost);
    }
  }

  @Test
  void handsBackWhatFailsBecauseItsHandlerIsStopped(TestRedis redis) throws Exception {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"))) {
      String id = queue.add("n", "{}");
      JobFeed feed = JobFeed.open(options(redis.uri(), 1).build());
      ActiveJob held = next(feed.claim("w01"));
      Outcome stopped = new Outcome.Failed("InterruptedException", List.of(), false);
      held.whenLost(
          () -> {
            var unused = feed.settle(held, stopped);
          });

      feed.close(Duration.ofMillis(1));

      assertThat(queue.state(id)).isEqualTo(JobState.WAITING);
    }
  }

  @Test
  void handsBackWhatAnEarlierLifeHadClaimedAndSparesItsOwn(TestRedis redis) throws Exception {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"))) {
      queue.addAll(Collections.nCopies(3, NewJob.of("n", "{}")));
      JobFeed dead = JobFeed.open(options(redis.uri(), 1).build());
      next(dead.claim("w01"));
      next(dead.claim("w02"));
      dead.abandon();
      try (JobFeed feed = JobFeed.open(options(redis.uri(), 2).build())) {
        ActiveJob own = next(feed.claim("w01"));

        assertThat(feed.handBackDead()).containsExactlyInAnyOrder("1", "2");

        assertThat(queue.ids(JobState.ACTIVE, 0, -1)).containsExactly(own.job().id());
        assertThat(queue.ids(JobState.WAITING, 0, -1)).containsExactly("2", "1");
        feed.settle(own, Outcome.Completed.NOTHING).get();
      }
    }
  }

  @Test
  void handsBackWhatRedisHasForgottenToBeSettled(TestRedis redis) throws Exception {
    try (Proxy proxy = Proxy.to(redis);
        Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"));
        JobFeed feed = JobFeed.open(options(proxy.uri(redis.uri()), 7).build())) {
      queue.addAll(Collections.nCopies(3, NewJob.of("n", "{}")));
      ActiveJob first = next(feed.claim("w01"));
      ActiveJob second = next(feed.settleAndClaim(first, Outcome.Completed.NOTHING, "w01"));

      redis.call("ZREM", "bull:q:completed", first.job().id()); // as it was two seconds ago
      redis.call("LPUSH", "bull:q:active", first.job().id());
      redis.call("SET", "bull:q:1:lock", first.token());
      proxy.cutAll();
      ActiveJob third = next(feed.settleAndClaim(second, Outcome.Completed.NOTHING, "w01"));
      ActiveJob again = next(feed.settleAndClaim(third, Outcome.Completed.NOTHING, "w01"));

      assertThat(again.job().id()).isEqualTo(first.job().id());
      feed.settle(again, Outcome.Completed.NOTHING).get();
    }
  }

  @Test
  void keepsTheLocksOfJobsThatRunForLong(TestRedis redis) throws Exception {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"));
        JobFeed feed = JobFeed.open(options(redis.uri(), 1).lock(Duration.ofMillis(400)).build())) {
      queue.add("n", "{}");
      ActiveJob job = next(feed.claim("w01"));
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1500);

      await()
          .pollInterval(Duration.ofMillis(20))
          .until(
              () -> {
                assertThat(redis.call("GET", "bull:q:1:lock")).isEqualTo(job.token());
                return System.nanoTime() > end;
              });

      assertThat(feed.settle(job, Outcome.Completed.NOTHING).get()).isEqualTo(Settled.DONE);
    }
  }

  @Test
  void keepsTheLockOfAJobThatItHoldsASecondTime(TestRedis redis) throws Exception {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"));
        JobFeed feed = JobFeed.open(options(redis.uri(), 1).lock(Duration.ofMillis(800)).build())) {
      queue.add("n", "{}");
      ActiveJob lost = next(feed.claim("w01"));
      redis.call("DEL", "bull:q:1:lock"); // as if it had run out, and somebody had found it stalled
      redis.call("LREM", "bull:q:active", "1", "1");
      redis.call("RPUSH", "bull:q:wait", "1");
      ActiveJob again = next(feed.claim("w02"));
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2000);

      await()
          .pollInterval(Duration.ofMillis(20))
          .until(
              () -> {
                assertThat(redis.call("GET", "bull:q:1:lock")).isEqualTo(again.token());
                return System.nanoTime() > end;
              });

      assertThat(lost.lockLost()).isTrue();
      assertThat(feed.settle(again, Outcome.Completed.NOTHING).get()).isEqualTo(Settled.DONE);
      feed.settle(lost, Outcome.Completed.NOTHING).get();
    }
  }

  @Test
  void tellsThatALockWasTaken(TestRedis redis) throws Exception {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"));
        JobFeed feed = JobFeed.open(options(redis.uri(), 1).lock(Duration.ofMillis(400)).build())) {
      queue.add("n", "{}");
      ActiveJob job = next(feed.claim("w01"));

      redis.call("SET", "bull:q:1:lock", "somebody-else");

      await().until(job::lockLost);
      assertThat(feed.settle(job, Outcome.Completed.NOTHING).get()).isEqualTo(Settled.LOST);
      assertThat(queue.ledger().standing().done()).isZero();
    }
  }

  @Test
  void settlesExactlyOnceWhereverTheRequestIsCut(TestRedis redis) throws Exception {
    settlesExactlyOnce(redis, true);
  }

  @Test
  void settlesExactlyOnceWhereverTheReplyIsCut(TestRedis redis) throws Exception {
    settlesExactlyOnce(redis, false);
  }

  private static void settlesExactlyOnce(TestRedis redis, boolean request) throws Exception {
    try (Proxy proxy = Proxy.to(redis);
        Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"));
        LedgerSession session = queue.ledger().enter("node");
        JobFeed feed = JobFeed.open(options(proxy.uri(redis.uri()), 1).build())) {
      session.add(Collections.nCopies(300, NewJob.of("n", "{}")));
      session.add(Collections.nCopies(300, NewJob.of("n", "{}")));
      session.add(Collections.nCopies(300, NewJob.of("n", "{}")));
      ActiveJob job = next(feed.claim("w01"));
      job = next(feed.settleAndClaim(job, Outcome.Completed.NOTHING, "w01"));
      long before = request ? proxy.requestBytes() : proxy.replyBytes();
      job = next(feed.settleAndClaim(job, Outcome.Completed.NOTHING, "w01"));
      long exchange = (request ? proxy.requestBytes() : proxy.replyBytes()) - before;
      assertThat(exchange).isGreaterThan(100);
      Ledger ledger = queue.ledger();
      long done = 2;

      for (long n = 1; n <= exchange; n++) {
        if (request) {
          proxy.cutAfterRequestBytes(n);
        } else {
          proxy.cutAfterReplyBytes(n);
        }
        ActiveJob settled = job;
        job = next(feed.settleAndClaim(job, Outcome.Completed.NOTHING, "w01"));
        done++;

        assertThat(job.job().id())
            .as("cut after byte %d", n)
            .isEqualTo(Long.toString(Long.parseLong(settled.job().id()) + 1));
        assertThat(stored(queue, settled.job().id()).fields()).containsEntry("atm", "1");
        assertThat(redis.call("GET", "bull:q:" + job.job().id() + ":lock")).isEqualTo(job.token());
        assertThat(ledger.standing().done()).isEqualTo(done);
      }

      proxy.pass();
      assertThat(queue.ids(JobState.ACTIVE, 0, -1)).containsExactly(job.job().id());
      assertThat(queue.counts().completed()).isEqualTo(done);
      feed.settle(job, Outcome.Completed.NOTHING).get();
    }
  }
}

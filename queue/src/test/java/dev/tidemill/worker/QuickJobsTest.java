package dev.tidemill.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.job.ActiveJob;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.Outcome;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.Proxy;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisExtension.class)
@Timeout(120)
class QuickJobsTest {

  private static final int JOBS = 4000;

  /** Notes the ids in the order in which they were handled. */
  private static final class Noting implements Together {
    private final List<String> ids = Collections.synchronizedList(new ArrayList<>());

    @Override
    public List<Outcome> handle(List<ActiveJob> jobs) {
      jobs.forEach(job -> ids.add(job.job().id()));
      return Collections.nCopies(jobs.size(), Outcome.Completed.NOTHING);
    }
  }

  private static FeedOptions options(String uri) {
    return FeedOptions.builder(RedisUri.parse(uri), "bull", "q")
        .owner("owner", 1)
        .ledger(true)
        .build();
  }

  private static List<String> firstIds(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList();
  }

  @Test
  void handlesAndCountsEachJobOnceWithTwoCallsUnderWayAndTheConnectionCut(TestRedis redis) {
    Noting noting = new Noting();
    try (Proxy proxy = Proxy.to(redis);
        Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"));
        JobFeed feed = JobFeed.open(options(proxy.uri(redis.uri())))) {
      queue.addAll(Collections.nCopies(JOBS, NewJob.of("n", "{}")));
      for (int slot = 0; slot < 10; slot++) {
        feed.claimQuickly("w" + slot, noting, outcome -> true);
      }

      for (int cut = 0; noting.ids.size() < JOBS - 200; cut++) {
        int before = noting.ids.size();
        if (cut % 3 == 0) {
          redis.call("SCRIPT", "FLUSH");
        }
        long bytes = 1 + cut * 997L % 5000;
        if (cut % 2 == 0) {
          proxy.cutAfterRequestBytes(bytes);
        } else {
          proxy.cutAfterReplyBytes(bytes);
        }
        await().until(() -> noting.ids.size() >= Math.min(JOBS, before + 40));
      }

      await().until(() -> queue.ledger().standing().done() == JOBS);
      assertThat(noting.ids).containsExactlyInAnyOrderElementsOf(firstIds(JOBS));
      assertThat(queue.counts().completed()).isEqualTo(JOBS);
    }
  }

  @Test
  void aSlotThatHasEnoughIsAnsweredWithNothing(TestRedis redis) throws Exception {
    Noting noting = new Noting();
    AtomicBoolean enough = new AtomicBoolean();
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"));
        JobFeed feed = JobFeed.open(options(redis.uri()))) {
      Claim claim = feed.claimQuickly("w01", noting, outcome -> !enough.get());
      queue.add("n", "{}");
      await().until(() -> noting.ids.size() == 1);

      enough.set(true);
      queue.add("n", "{}");

      assertThat(claim.await()).isNull();
      await().until(() -> queue.ledger().standing().done() == 2);
      assertThat(noting.ids).isEqualTo(firstIds(2));
    }
  }

  @Test
  void aSlotThatWaitsCanBeCalledBack(TestRedis redis) throws Exception {
    try (JobFeed feed = JobFeed.open(options(redis.uri()))) {
      Claim claim = feed.claimQuickly("w01", new Noting(), outcome -> true);

      claim.cancel();

      assertThat(claim.await()).isNull();
    }
  }
}

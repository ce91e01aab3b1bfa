package dev.tidemill.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.ActiveJob;
import dev.tidemill.job.Job;
import dev.tidemill.job.JobState;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.Outcome;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import dev.tidemill.wire.Settlement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever wrote a job's options may have written anything: it is that job's affair alone. */
@ExtendWith(RedisExtension.class)
@Timeout(60)
class VerdictTest {

  private static final List<String> ODD =
      List.of(
          "{\"removeOnComplete\":{\"age\":60,\"limit\":4294967296}}",
          "{\"attempts\":3,\"backoff\":{\"type\":\"fixed\",\"delay\":1,\"jitter\":\"NaN\"}}",
          "{\"attempts\":3,\"deep\":" + "[".repeat(2000) + "]".repeat(2000) + "}");

  private static FeedOptions options(String uri) {
    return FeedOptions.builder(RedisUri.parse(uri), "bull", "q").owner("owner", 1).build();
  }

  @Test
  void optionsThatNobodyWouldHaveWrittenHarmNoOtherJob(TestRedis redis) throws Exception {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"));
        JobFeed feed = JobFeed.open(options(redis.uri()))) {
      List<String> ids = queue.addAll(Collections.nCopies(ODD.size() + 1, NewJob.of("n", "{}")));
      for (int n = 0; n < ODD.size(); n++) {
        redis.call("HSET", "bull:q:" + ids.get(n), "opts", ODD.get(n));
      }
      List<CompletableFuture<Settled>> settled = new ArrayList<>();
      for (String id : ids) {
        ActiveJob job = Objects.requireNonNull(feed.claim("w").await());
        assertThat(job.job().id()).isEqualTo(id);
        boolean keeps = job.job().options().contains("removeOnComplete");
        Outcome failed = Outcome.Failed.of(new IllegalStateException("no luck"));
        settled.add(feed.settle(job, keeps ? Outcome.Completed.NOTHING : failed));
      }

      for (CompletableFuture<Settled> one : settled) {
        assertThat(one.get(10, TimeUnit.SECONDS)).isEqualTo(Settled.DONE);
      }
      assertThat(queue.state(ids.getFirst())).isEqualTo(JobState.COMPLETED);
      assertThat(queue.counts().active()).isZero();
    }
  }

  @Test
  void whatCannotBeDecidedFailsItsJobForGoodAndSaysWhy(TestRedis redis) {
    Job job =
        new Job(
            "1",
            Map.of(
                "opts", "{\"attempts\":3,\"backoff\":{\"type\":\"fixed\",\"delay\":1}}",
                "data", "{}"));
    Outcome failed = Outcome.Failed.of(new IllegalStateException("no luck"));
    Finished finished = Finished.of(new ActiveJob(job, "token"), failed, 1);

    Verdict verdict =
        Verdict.of(
            finished,
            options(redis.uri()),
            () -> {
              throw new IllegalStateException("no chance");
            });

    assertThat(verdict.settlement())
        .isInstanceOfSatisfying(
            Settlement.Failed.class,
            told ->
                assertThat(told.why().reason())
                    .isEqualTo("no luck (cannot be retried: no chance)"));
  }
}

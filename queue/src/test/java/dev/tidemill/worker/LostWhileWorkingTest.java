package dev.tidemill.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.ActiveJob;
import dev.tidemill.job.Backoff;
import dev.tidemill.job.Job;
import dev.tidemill.job.JobLimits;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.Outcome;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.Cuts;
import dev.tidemill.testkit.Proxy;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The connection is lost after each byte of a fetch, and of telling a failure. */
@ExtendWith(RedisExtension.class)
@Timeout(60)
class LostWhileWorkingTest {

  private static final String BOTH_WAYS = "dev.tidemill.testkit.Cuts#bothWays";
  private static final Outcome FAILED = new Outcome.Failed("no luck", List.of("here"), true);

  private final TestRedis redis;
  @AutoClose private final Proxy proxy;
  @AutoClose private final Queue queue;
  @AutoClose private final JobFeed feed;

  LostWhileWorkingTest(TestRedis redis) {
    this.redis = redis;
    proxy = Proxy.to(redis);
    queue = Queue.open(QueueOptions.of(redis.uri(), "q"));
    feed =
        JobFeed.open(
            FeedOptions.builder(RedisUri.parse(proxy.uri(redis.uri())), "bull", "q")
                .owner("owner", 1)
                .chores(false, false)
                .build());
  }

  private ActiveJob take() throws InterruptedException {
    return Objects.requireNonNull(feed.claim("w01").await());
  }

  private Settled settle(ActiveJob job, Outcome outcome) throws Exception {
    return feed.settle(job, outcome).get();
  }

  private Settled takeAndComplete() throws Exception {
    return settle(take(), Outcome.Completed.NOTHING);
  }

  private Job stored(String id) {
    return Objects.requireNonNull(queue.job(id));
  }

  @ParameterizedTest
  @MethodSource(BOTH_WAYS)
  void eachJobIsFetchedOnceAndInItsTurn(Cuts cuts) throws Exception {
    queue.addAll(Collections.nCopies(600, NewJob.of("n", "{}")));
    takeAndComplete();
    long done = 2;

    for (long n : cuts.of(proxy, this::takeAndComplete).toArray()) {
      cuts.cut(proxy, n);
      ActiveJob job = take();
      proxy.pass();

      assertThat(job.job().id()).as("cut after byte %d", n).isEqualTo(Long.toString(++done));
      assertThat(redis.call("GET", "bull:q:" + job.job().id() + ":lock")).isEqualTo(job.token());
      assertThat(redis.call("LRANGE", "bull:q:active", "0", "-1"))
          .isEqualTo(List.of(job.job().id()));
      assertThat(settle(job, Outcome.Completed.NOTHING)).isEqualTo(Settled.DONE);
    }

    assertThat(queue.counts().completed()).isEqualTo(done);
    assertThat(queue.counts().waiting()).isEqualTo(600 - done);
  }

  @ParameterizedTest
  @MethodSource(BOTH_WAYS)
  void aFailureIsCountedOnceAndItsJobGoesBackInLineOnce(Cuts cuts) throws Exception {
    failEachTime(cuts, Backoff.fixed(Duration.ZERO));
    assertThat(queue.counts().waiting()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource(BOTH_WAYS)
  void aFailureIsCountedOnceAndItsJobIsPutOffOnce(Cuts cuts) throws Exception {
    failEachTime(cuts, Backoff.fixed(Duration.ofMillis(1)));
    assertThat(queue.counts().unfinished()).isEqualTo(1);
  }

  private void failEachTime(Cuts cuts, Backoff backoff) throws Exception {
    JobOptions options =
        JobOptions.builder()
            .attempts(100_000)
            .backoff(backoff)
            .limits(new JobLimits(null, null, 1))
            .build();
    String id = queue.add("n", "{}", options);
    settle(take(), FAILED);
    ActiveJob second = take();
    int made = 2;

    for (long n : cuts.of(proxy, () -> settle(second, FAILED)).toArray()) {
      ActiveJob job = take();
      assertThat(job.job().attemptsMade()).isEqualTo(made);
      cuts.cut(proxy, n);
      Settled settled = settle(job, FAILED);
      proxy.pass();

      // Nobody else takes the job here: what the call did is to be seen, and it was done.
      assertThat(settled).as("cut after byte %d", n).isIn(Settled.DONE, Settled.UNKNOWN);
      assertThat(stored(id).attemptsMade()).as("cut after byte %d", n).isEqualTo(++made);
      assertThat(stored(id).failedReason()).isEqualTo("no luck");
      assertThat(queue.counts().active()).isZero();
      assertThat(queue.counts().waiting() + queue.counts().delayed()).isEqualTo(1);
    }
  }
}

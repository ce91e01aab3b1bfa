package dev.tidemill.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.job.ActiveJob;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.Outcome;
import dev.tidemill.job.RateLimit;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.Collections;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisExtension.class)
@Timeout(60)
class RateLimitedFeedTest {

  private static final Pattern SCRIPTS = Pattern.compile("cmdstat_evalsha:calls=(\\d+)");

  private static FeedOptions options(TestRedis redis, RateLimit limit) {
    return FeedOptions.builder(RedisUri.parse(redis.uri()), "bull", "q")
        .owner("owner", 1)
        .limiter(limit)
        .build();
  }

  private static ActiveJob next(Claim claim) throws InterruptedException {
    return Objects.requireNonNull(claim.await());
  }

  private static long scripts(TestRedis redis) {
    Matcher calls = SCRIPTS.matcher((String) redis.call("INFO", "commandstats"));
    return calls.find() ? Long.parseLong(calls.group(1)) : 0;
  }

  @Test
  void asksNoMoreThanOnceForEachSlotThatGetsFreeWhileTheLimitLasts(TestRedis redis)
      throws Exception {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"));
        JobFeed feed = JobFeed.open(options(redis, new RateLimit(2, Duration.ofMinutes(5))))) {
      queue.addAll(Collections.nCopies(4, NewJob.of("n", "{}")));
      ActiveJob first = next(feed.claim("a"));
      ActiveJob second = next(feed.claim("b"));
      Claim third = feed.settleAndClaim(first, Outcome.Completed.NOTHING, "a");
      await().until(() -> queue.counts().completed() == 1);

      long before = scripts(redis);
      Claim fourth = feed.settleAndClaim(second, Outcome.Completed.NOTHING, "b");

      await().during(Duration.ofMillis(300)).until(() -> scripts(redis) - before < 10);
      assertThat(third.isAnswered() || fourth.isAnswered()).isFalse();
    }
  }

  @Test
  void goesOnWhenTheLimitEndsAlsoForSlotsThatGotFreeMeanwhile(TestRedis redis) throws Exception {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"));
        JobFeed feed = JobFeed.open(options(redis, new RateLimit(2, Duration.ofMillis(400))))) {
      queue.addAll(Collections.nCopies(4, NewJob.of("n", "{}")));
      ActiveJob first = next(feed.claim("a"));
      ActiveJob second = next(feed.claim("b"));

      ActiveJob third = next(feed.settleAndClaim(first, Outcome.Completed.NOTHING, "a"));
      ActiveJob fourth = next(feed.settleAndClaim(second, Outcome.Completed.NOTHING, "b"));

      assertThat(feed.settle(third, Outcome.Completed.NOTHING).get()).isEqualTo(Settled.DONE);
      assertThat(feed.settle(fourth, Outcome.Completed.NOTHING).get()).isEqualTo(Settled.DONE);
    }
  }

  @Test
  void goesOnAtOnceWhenTheLimitIsTakenAway(TestRedis redis) throws Exception {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"));
        JobFeed feed = JobFeed.open(options(redis, new RateLimit(1, Duration.ofMinutes(5))))) {
      queue.addAll(Collections.nCopies(2, NewJob.of("n", "{}")));
      ActiveJob first = next(feed.claim("a"));
      Claim second = feed.settleAndClaim(first, Outcome.Completed.NOTHING, "a");
      Claim third = feed.claim("b");
      await().until(() -> queue.counts().completed() == 1);

      redis.call("DEL", "bull:q:limiter");
      feed.limiter(null);
      ActiveJob taken = next(second);
      queue.add("n", "{}"); // is announced by the marker, which is watched again by now

      feed.settle(taken, Outcome.Completed.NOTHING).get();
      feed.settle(next(third), Outcome.Completed.NOTHING).get();
    }
  }
}

package dev.tidemill.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.event.WorkerEvent;
import dev.tidemill.job.ActiveJob;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.Outcome;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.Collections;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happens while Redis has carried out a call, and nobody here has read its claims yet. */
@ExtendWith(RedisExtension.class)
@Timeout(60)
class CallUnderWayTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final TestRedis redis;
  private final QueueOptions options;
  private final Queue queue;
  private final FeedOptions feeding;
  private final CountDownLatch underWay = new CountDownLatch(1);
  private final CountDownLatch readOn = new CountDownLatch(1);

  CallUnderWayTest(TestRedis redis) {
    this.redis = redis;
    options = QueueOptions.of(redis.uri(), "q");
    queue = Queue.open(options);
    feeding =
        FeedOptions.builder(RedisUri.parse(redis.uri()), "bull", "q")
            .owner("owner", 1)
            .drainDelay(Duration.ofHours(1))
            .build();
  }

  @AfterEach
  void close() {
    readOn.countDown();
    queue.close();
  }

  /** A job that has completed is told before the claims of the same call are read. */
  private void stopThere(WorkerEvent event) {
    if (event instanceof WorkerEvent.Completed) {
      underWay.countDown();
      boolean read = false;
      while (!read) {
        try {
          readOn.await();
          read = true;
        } catch (InterruptedException e) {
          // closing interrupts, and is not what is waited for
        }
      }
    }
  }

  private void add(int jobs) {
    queue.addAll(Collections.nCopies(jobs, NewJob.of("n", "{}")));
  }

  private Claim settleAndStop(JobFeed feed) throws InterruptedException {
    ActiveJob first = Objects.requireNonNull(feed.claim("w").await());
    feed.addListener(this::stopThere);
    Claim next = feed.settleAndClaim(first, Outcome.Completed.NOTHING, "w");
    underWay.await();
    return next;
  }

  @Test
  void aJobThatIsBeingClaimedWhenTheFeedClosesIsStillSettled() throws Exception {
    add(2);
    JobFeed feed = JobFeed.open(feeding);
    Claim claim = settleAndStop(feed);

    Thread closer = Thread.ofPlatform().start(() -> feed.close(LONG));
    await()
        .until(
            () ->
                closer.getState() == Thread.State.WAITING
                    || closer.getState() == Thread.State.TIMED_WAITING);
    readOn.countDown();
    ActiveJob claimed = claim.await();

    if (claimed != null) {
      assertThat(feed.settle(claimed, Outcome.Completed.NOTHING).get()).isEqualTo(Settled.DONE);
    }
    closer.join();
    assertThat(queue.counts().active()).isZero();
  }

  @Test
  void aJobThatIsBeingClaimedWhenTheDeadlineEndsGoesBack() throws Exception {
    add(2);
    JobFeed feed = JobFeed.open(feeding);
    settleAndStop(feed);

    Thread closer = Thread.ofPlatform().start(() -> feed.close(Duration.ZERO));
    await()
        .until(
            () ->
                closer.getState() == Thread.State.WAITING
                    || closer.getState() == Thread.State.TIMED_WAITING);
    readOn.countDown();
    closer.join();

    assertThat(queue.counts().active()).isZero();
    assertThat(queue.counts().waiting()).isEqualTo(1);
  }

  @Test
  void whoeverAsksMeanwhileIsAnsweredByAnotherLook() throws Exception {
    add(1);
    try (JobFeed feed = JobFeed.open(feeding)) {
      settleAndStop(feed);
      redis.call("DEL", "bull:q:marker"); // of the job that was there: it announces no more

      Claim meanwhile = feed.claimOnce("w");
      readOn.countDown();

      assertThat(meanwhile.isAnsweredWithin(Duration.ofSeconds(10))).isTrue();
      assertThat(meanwhile.await()).isNull();
    }
  }

  @Test
  void aWorkerThatIsPausedMeanwhileTakesNothingMore() throws Exception {
    add(1);
    try (Worker worker =
        Worker.of(WorkerOptions.builder(options).build(), context -> "null")
            .listener(this::stopThere)
            .start()) {
      underWay.await();

      worker.pause();
      readOn.countDown();

      assertThat(worker.awaitPaused(Duration.ofSeconds(10))).isTrue();
    }
  }
}

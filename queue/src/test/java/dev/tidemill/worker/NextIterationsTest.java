package dev.tidemill.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.event.WorkerEvent;
import dev.tidemill.job.ActiveJob;
import dev.tidemill.job.JobState;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.Outcome;
import dev.tidemill.job.Schedule;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.Proxy;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A scheduler's job is handed out once the one that follows it is made. */
@ExtendWith(RedisExtension.class)
@Timeout(60)
final class NextIterationsTest {

  private static final Schedule HOURLY = Schedule.every(Duration.ofHours(1)).build();

  private static JobFeed feed(String uri) {
    FeedOptions options = FeedOptions.builder(RedisUri.parse(uri), "bull", "q").build();
    return JobFeed.open(options);
  }

  private static String idOfNext(Queue queue, Schedule schedule) {
    return Objects.requireNonNull(queue.schedulers().upsert("s", schedule)).jobId();
  }

  @Test
  void theNextJobIsThereBeforeTheHandlerRuns(TestRedis redis) throws Exception {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"));
        JobFeed feed = feed(redis.uri())) {
      String first = idOfNext(queue, HOURLY);

      ActiveJob active = Objects.requireNonNull(feed.claim("").await());

      assertThat(active.job().id()).isEqualTo(first);
      assertThat(queue.counts().delayed()).isEqualTo(1);
      assertThat(Objects.requireNonNull(queue.schedulers().get("s")).iterations()).isEqualTo(2);
      feed.settle(active, Outcome.Completed.NOTHING).get();
    }
  }

  @Test
  void aJobWhoseNextCannotBeMadeStaysActiveAndItsSlotGoesOn(TestRedis redis) throws Exception {
    List<WorkerEvent> told = new CopyOnWriteArrayList<>();
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"));
        RedisConnection direct = new RedisConnection(RedisUri.parse(redis.uri()), "");
        JobFeed feed = feed(redis.uri())) {
      feed.addListener(told::add);
      queue.pause();
      String broken = idOfNext(queue, HOURLY);
      direct.call("HSET", "bull:q:" + broken, "opts", "{\"repeat\":");
      String sound = queue.add("sound", "{}");
      queue.resume();

      ActiveJob active = Objects.requireNonNull(feed.claim("").await());

      assertThat(active.job().id()).isEqualTo(sound);
      assertThat(queue.state(broken)).isEqualTo(JobState.ACTIVE);
      assertThat(told)
          .anySatisfy(
              event -> {
                assertThat(event).isInstanceOf(WorkerEvent.Trouble.class);
                assertThat(event.toString()).contains(broken).contains("stays active");
              });
      feed.settle(active, Outcome.Completed.NOTHING).get();
    }
  }

  @Test
  void aLostConnectionOnlyDelaysIt(TestRedis redis) throws Exception {
    try (Proxy proxy = Proxy.to(redis);
        Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"));
        JobFeed feed = feed(proxy.uri(redis.uri()))) {
      Claim claim = feed.claim("");
      String warmUp = idOfNext(queue, Schedule.every(Duration.ofMillis(50)).limit(20).build());
      ActiveJob active = Objects.requireNonNull(claim.await());
      assertThat(active.job().id()).isEqualTo(warmUp);

      for (int n = 0; n < 3; n++) {
        proxy.cutAll();
        Claim next = feed.settleAndClaim(active, Outcome.Completed.NOTHING, "");
        active = Objects.requireNonNull(next.await());
      }

      feed.settle(active, Outcome.Completed.NOTHING).get();
      await().untilAsserted(() -> assertThat(queue.counts().completed()).isEqualTo(4));
    }
  }

  @Test
  void anOldRepeatableJobRunsAndTheListenerIsTold(TestRedis redis) throws Exception {
    List<WorkerEvent> told = new CopyOnWriteArrayList<>();
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"));
        RedisConnection direct = new RedisConnection(RedisUri.parse(redis.uri()), "");
        JobFeed feed = feed(redis.uri())) {
      feed.addListener(told::add);
      queue.pause();
      String id = queue.addAll(List.of(NewJob.of("old", "{}"))).getFirst();
      direct.call("HSET", "bull:q:" + id, "rjk", "old:::UTC:0 3 * * *");
      queue.resume();

      ActiveJob active = Objects.requireNonNull(feed.claim("").await());

      assertThat(active.job().id()).isEqualTo(id);
      assertThat(told).anySatisfy(event -> assertThat(event.toString()).contains("not continued"));
      feed.settle(active, Outcome.Completed.NOTHING).get();
    }
  }
}

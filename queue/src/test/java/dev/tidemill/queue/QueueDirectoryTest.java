package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.QueueGlance;
import dev.tidemill.queue.QueueDirectory.Entry;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.ManualClock;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Queues are found by their keys. */
@ExtendWith(RedisExtension.class)
class QueueDirectoryTest {

  private static List<Entry> all(QueueDirectory directory) {
    List<Entry> all = new ArrayList<>();
    String cursor = "0";
    do {
      QueueDirectory.Step step = directory.scan(cursor);
      all.addAll(step.found());
      cursor = step.next();
    } while (!cursor.equals("0"));
    return all;
  }

  @Test
  void queuesOfAllPrefixesAreFoundAndNothingElse(TestRedis redis) {
    redis.call("HSET", "bull:orders:meta", "opts.maxLenEvents", "10000");
    redis.call("HSET", "a:b:mails:meta", "paused", "1");
    redis.call("HSET", "bull:orders:x:y:meta", "name", "a job", "timestamp", "1");
    redis.call("SET", "other:thing:meta", "no hash");
    for (int n = 0; n < 2_000; n++) {
      redis.call("SET", "filler:" + n, "");
    }

    try (QueueDirectory directory = QueueDirectory.open(RedisUri.parse(redis.uri()))) {
      assertThat(all(directory))
          .containsExactlyInAnyOrder(new Entry("bull", "orders"), new Entry("a:b", "mails"));
      assertThat(directory.meta(new Entry("a:b", "mails")).paused()).isTrue();
      assertThat(directory.holds(new Entry("bull", "orders"))).isTrue();
      assertThat(directory.holds(new Entry("bull", "mails"))).isFalse();
    }
  }

  @Test
  void aGlanceTellsWhatWasAddedWhatIsLeftAndWhoIsNextInLine(TestRedis redis) {
    ManualClock clock = new ManualClock();
    Entry mails = new Entry("bull", "mails");
    try (QueueDirectory directory = QueueDirectory.open(RedisUri.parse(redis.uri()));
        Queue queue = Queue.open(QueueOptions.of(redis.uri(), "mails"), clock)) {
      assertThat(directory.glance(mails)).isEqualTo(new QueueGlance(0, 0, 0));
      long first = clock.millis();
      queue.add("urgent", "1", JobOptions.builder().priority(1).build());
      clock.advance(Duration.ofSeconds(1));
      queue.add("urgent", "1", JobOptions.builder().priority(2).id("mine").build());
      assertThat(directory.glance(mails)).isEqualTo(new QueueGlance(2, 2, first));

      long second = clock.millis();
      queue.add("plain", "1");
      queue.add("later", "1", JobOptions.builder().delay(Duration.ofHours(1)).build());
      clock.advance(Duration.ofSeconds(1));
      queue.add("plain", "1");

      assertThat(directory.glance(mails)).isEqualTo(new QueueGlance(5, 5, second));
    }
  }

  @Test
  void consumersAreCountedForEachQueue(TestRedis redis) {
    QueueOptions mails = QueueOptions.of(redis.uri(), "mails");
    try (QueueDirectory directory = QueueDirectory.open(RedisUri.parse(redis.uri()));
        Worker first = Worker.of(WorkerOptions.builder(mails).build(), context -> "null");
        Worker second =
            Worker.of(WorkerOptions.builder(mails).name("two").build(), context -> "null")) {
      first.start();
      second.start();

      org.awaitility.Awaitility.await()
          .until(
              () -> directory.consumers().equals(java.util.Map.of(new Entry("bull", "mails"), 2)));
    }
  }
}

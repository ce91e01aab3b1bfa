package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.JobOptions;
import dev.tidemill.testkit.ManualClock;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisExtension.class)
class OldestWaitingTest {

  @Test
  void theNextOfThoseThatWaitIsTheOneThatCameFirst(TestRedis redis) {
    ManualClock clock = new ManualClock();
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "orders"), clock)) {
      assertThat(queue.figures().oldestWaiting()).isNull();
      queue.add("later", "{}", JobOptions.builder().delay(Duration.ofHours(1)).build());
      assertThat(queue.figures().oldestWaiting()).isNull();
      Instant first = Instant.ofEpochMilli(clock.millis());
      queue.add("first", "{}");
      clock.advance(Duration.ofSeconds(5));
      queue.add("second", "{}");

      assertThat(queue.figures().oldestWaiting()).isEqualTo(first);
    }
  }
}

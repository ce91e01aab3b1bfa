package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.job.Deduplication;
import dev.tidemill.job.JobOptions;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisExtension.class)
class DeduplicationTest {

  private final Queue queue;

  DeduplicationTest(TestRedis redis) {
    queue = Queue.open(QueueOptions.of(redis.uri(), "q"));
  }

  @AfterEach
  void close() {
    queue.close();
  }

  private String add(Deduplication deduplication) {
    return queue.add("job", "1", JobOptions.builder().deduplication(deduplication).build());
  }

  @Test
  void aDroppedJobAnswersTheOwnersId() {
    Deduplication once = Deduplication.simple("report");

    assertThat(add(once)).isEqualTo("1");
    assertThat(add(once)).isEqualTo("1");
    assertThat(queue.counts().waiting()).isEqualTo(1);
    assertThat(queue.deduplication().owner("report")).isEqualTo("1");
  }

  @Test
  void anIdThatWasFreedIsTakenByTheNextJob() {
    Deduplication throttle = Deduplication.throttle("report", Duration.ofHours(1));
    add(throttle);

    assertThat(queue.deduplication().free("report")).isTrue();
    assertThat(queue.deduplication().free("report")).isFalse();
    assertThat(queue.deduplication().owner("report")).isNull();
    assertThat(add(throttle)).isEqualTo("2");
  }

  @Test
  void modesThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> Deduplication.simple(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("deduplication id is empty");
    assertThatThrownBy(() -> new Deduplication("d", null, true, false, false, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("give a ttl too");
    assertThatThrownBy(() -> Deduplication.throttle("d", Duration.ofNanos(5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT0.000000005S");
    assertThatThrownBy(
            () ->
                JobOptions.builder()
                    .deduplication(Deduplication.simple("d"))
                    .parent(queue.options().ref("p"))
                    .build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be used for a child of bull:q:p");
  }
}

package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobState;
import dev.tidemill.job.NewJob;
import dev.tidemill.redis.ConnectionLost;
import dev.tidemill.testkit.Proxy;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisExtension.class)
@Timeout(60)
class QueueTest {

  private static Queue queue(TestRedis redis) {
    return Queue.open(QueueOptions.of(redis.uri(), "q"));
  }

  @Test
  void keepsAPayloadByteForByte(TestRedis redis) {
    String data =
        "{\"n\": 1.50, \"big\":12345678901234567890, \"text\":\"\u00e4\u2028\ud83c\udf0a\"}";
    try (Queue queue = queue(redis)) {
      String id = queue.add("name", data);

      assertThat(Objects.requireNonNull(queue.job(id)).data()).isEqualTo(data);
    }
  }

  @Test
  void addsAnyNumberOfJobsInOrder(TestRedis redis) {
    List<NewJob> jobs =
        IntStream.range(0, 3000).mapToObj(n -> NewJob.of("n", Integer.toString(n))).toList();
    try (Queue queue = queue(redis)) {
      List<String> ids = queue.addAll(jobs);

      assertThat(ids).hasSize(3000).startsWith("1", "2").endsWith("3000");
      assertThat(queue.ids(JobState.WAITING, 0, -1)).isEqualTo(ids.reversed());
    }
  }

  @Test
  void sendsLargePayloadsInCallsOfBoundedSize(TestRedis redis) {
    String large = '"' + "x".repeat(8 << 20) + '"';
    try (Queue queue = queue(redis)) {
      queue.addAll(Collections.nCopies(5, NewJob.of("n", large)));

      assertThat(queue.counts().waiting()).isEqualTo(5);
      assertThat(Objects.requireNonNull(queue.job("5")).data()).hasSameSizeAs(large);
    }
  }

  @Test
  void addsNothingUnderAnIdThatExists(TestRedis redis) {
    JobOptions named = JobOptions.builder().id("order-7").build();
    try (Queue queue = queue(redis)) {
      assertThat(queue.add("first", "1", named)).isEqualTo("order-7");
      assertThat(queue.add("second", "2", named)).isEqualTo("order-7");

      assertThat(Objects.requireNonNull(queue.job("order-7")).name()).isEqualTo("first");
      assertThat(queue.counts().waiting()).isEqualTo(1);
    }
  }

  @Test
  void tellsWhereAJobIs(TestRedis redis) {
    try (Queue queue = queue(redis)) {
      String delayed =
          queue.add("n", "1", JobOptions.builder().delay(Duration.ofMinutes(1)).build());
      String prioritized = queue.add("n", "1", JobOptions.builder().priority(1).build());
      String waiting = queue.add("n", "1");

      assertThat(queue.state(delayed)).isEqualTo(JobState.DELAYED);
      assertThat(queue.state(prioritized)).isEqualTo(JobState.PRIORITIZED);
      assertThat(queue.state(waiting)).isEqualTo(JobState.WAITING);
      assertThat(queue.state("none")).isEqualTo(JobState.UNKNOWN);
    }
  }

  @Test
  void saysThatItDoesNotKnowWhenTheReplyToAnAddIsLost(TestRedis redis) {
    try (Proxy proxy = Proxy.to(redis);
        Queue queue = Queue.open(QueueOptions.of(proxy.uri(redis.uri()), "q"))) {
      queue.add("n", "1");
      proxy.cutAfterReplyBytes(1);

      assertThatThrownBy(() -> queue.add("n", "2")).isInstanceOf(OutcomeUnknown.class);

      proxy.pass();
      assertThat(queue.counts().waiting()).isEqualTo(2);
    }
  }

  @Test
  void saysThatNothingWasAddedWhenRedisCannotBeReached(TestRedis redis) {
    Proxy proxy = Proxy.to(redis);
    try (Queue queue = Queue.open(QueueOptions.of(proxy.uri(redis.uri()), "q"))) {
      proxy.close();

      assertThatThrownBy(() -> queue.add("n", "1"))
          .isInstanceOf(ConnectionLost.class)
          .hasMessageContaining("cannot be reached");
    }
  }

  @Test
  void refusesNamesAndOptionsThatCannotBeUsedAndNamesTheRemedy(TestRedis redis) {
    assertThatThrownBy(() -> Queue.open(QueueOptions.of(redis.uri(), "a:b")))
        .hasMessageContaining("without a colon");
    assertThatThrownBy(() -> JobOptions.builder().id("42").build())
        .hasMessageContaining("Put a letter before it");
    assertThatThrownBy(() -> JobOptions.builder().priority(-1).build())
        .hasMessageContaining("1 to 2097151");
    assertThatThrownBy(() -> QueueOptions.of("http://x", "q"))
        .hasMessageContaining("redis://[user:password@]host");
  }
}

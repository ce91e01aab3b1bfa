package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.job.FlowJob;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobRange;
import dev.tidemill.job.JobState;
import dev.tidemill.job.NewJob;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.KeyDump;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** BullMQ takes such a job, and its queue is unusable from then on. */
@ExtendWith(RedisExtension.class)
@Timeout(60)
class ForbiddenIdsTest {

  private static JobOptions under(String id) {
    return JobOptions.builder().id(id).build();
  }

  private static void assertRefused(String id, ThrowingCallable add) {
    assertThatThrownBy(add)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("job id '" + id + "' cannot be used")
        .hasMessageContaining("Put another word before it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"delayed", "meta", "tidemill", "de:some:thing", "metrics:failed:data"})
  void whateverTheQueueMayHaveAKeyForIsRefusedAndNothingIsWritten(String id, TestRedis redis) {
    QueueOptions options = QueueOptions.of(redis.uri(), "q");
    JobOptions child = JobOptions.builder().parent(options.ref(id)).build();
    NewJob job = new NewJob("n", "1", under(id));
    try (Queue queue = Queue.open(options);
        FlowProducer flows = FlowProducer.open(RedisUri.parse(redis.uri()), "bull");
        LedgerSession session = queue.ledger().enter("node")) {
      var before = KeyDump.of(redis.uri(), "bull:q:");

      assertRefused(id, () -> queue.add("n", "1", under(id)));
      assertRefused(id, () -> queue.addAll(List.of(NewJob.of("n", "1"), job)));
      assertRefused(id, () -> flows.add(FlowJob.of("q", job)));
      assertRefused(id, () -> session.add(List.of(NewJob.of("n", "1"), job)));
      assertRefused(id, () -> queue.add("n", "1", child));
      assertThat(queue.addAsync("n", "1", under(id)).toCompletableFuture())
          .isCompletedExceptionally();

      assertThat(KeyDump.of(redis.uri(), "bull:q:")).isEqualTo(before);
      assertThat(session.add(List.of(NewJob.of("n", "1"))).ids()).containsExactly("1");
    }
  }

  @Test
  void idsThatOnlyLookAlikeAreTaken(TestRedis redis) {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"))) {
      List<String> ids = List.of("delayed-1", "wait:for:it", "repeat:daily:1", "my-meta");

      ids.forEach(id -> queue.add("n", "1", under(id)));
      queue.add("n", "1", JobOptions.builder().delay(Duration.ofHours(1)).build());

      assertThat(queue.jobs().ids(JobRange.of(JobState.WAITING)))
          .containsExactlyInAnyOrderElementsOf(ids);
    }
  }
}

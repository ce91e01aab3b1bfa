package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.codec.JacksonCodec;
import dev.tidemill.input.InvalidOption;
import dev.tidemill.input.InvalidPayload;
import dev.tidemill.job.ChildKind;
import dev.tidemill.job.ChildScan;
import dev.tidemill.job.Job;
import dev.tidemill.job.JobAnchor;
import dev.tidemill.job.JobLimits;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobRange;
import dev.tidemill.job.JobState;
import dev.tidemill.job.NewJob;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Numbers, ids and texts at the edge of what there can be. */
@ExtendWith(RedisExtension.class)
@Timeout(60)
class OddInputTest {

  @Test
  void aNumberThatCannotBeMeantIsRefusedBeforeAnythingIsDone(TestRedis redis) {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"))) {
      Upkeep upkeep = queue.upkeep();
      String id = queue.add("n", "1");
      JobHandle job = queue.handle(id);
      Stream<Callable<?>> calls =
          Stream.of(
              () -> upkeep.clean(JobState.WAITING, Duration.ZERO, -1),
              () -> upkeep.removeOrphanedJobs(-1),
              () -> upkeep.trimEvents(-1),
              () -> retried(upkeep, Instant.MAX),
              () -> queue.jobs().delayedUntil(Instant.MAX),
              () -> job.extendLock("token", Duration.ZERO),
              () -> job.children().scan(ChildKind.UNPROCESSED, ChildScan.BEGINNING, 0),
              () -> queue.pages().page(JobState.UNKNOWN, JobAnchor.BEGINNING, 1),
              () -> queue.ids(JobState.UNKNOWN, 0, -1));

      assertThat(calls)
          .allSatisfy(
              call -> assertThatThrownBy(call::call).isExactlyInstanceOf(InvalidOption.class));
      assertThat(queue.counts().waiting()).isEqualTo(1);
    }
  }

  private static Upkeep retried(Upkeep upkeep, Instant until) {
    upkeep.retry(JobState.FAILED, until);
    return upkeep;
  }

  @Test
  void idsThatOnlyLookLikeNumbersAreTextsLikeAnyOther(TestRedis redis) {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"))) {
      List<String> ids = List.of("000123", "9007199254740993", "12345678901234567890", "1.5", "-0");

      assertThat(ids).allSatisfy(id -> queue.add("n", "1", JobOptions.builder().id(id).build()));
      assertThat(queue.ids(JobState.WAITING, 0, -1)).containsExactlyInAnyOrderElementsOf(ids);
    }
  }

  @Test
  void halfOfAnEmojiIsStoredAsJsonsEscapeForIt(TestRedis redis) {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"))) {
      String id = queue.add("n", "\"cut \ud83d\"");
      queue.handle(id).updateProgress("[\"\udf0a\"]");
      TypedQueue<String> typed = queue.typed(JacksonCodec.of(String.class));
      String other = typed.add("n", "cut \ud83d");

      assertThat(redis.call("HGET", "bull:q:" + id, "data")).isEqualTo("\"cut \\ud83d\"");
      assertThat(redis.call("HGET", "bull:q:" + id, "progress")).isEqualTo("[\"\\udf0a\"]");
      assertThat(typed.data(Objects.requireNonNull(queue.job(other)))).isEqualTo("cut \ud83d");
    }
  }

  @Test
  void allJobsAreReadThoughTheRangeEndsFarBehindTheLast(TestRedis redis) {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"))) {
      String id = queue.add("n", "1");

      assertThat(queue.jobs().list(JobRange.of(JobState.WAITING).between(0, Long.MAX_VALUE)))
          .extracting(Job::id)
          .containsExactly(id);
    }
  }

  @Test
  void aPayloadOverItsLimitIsRefusedAndThoseBesideItAreNotAddedEither(TestRedis redis) {
    JobOptions small = JobOptions.builder().limits(new JobLimits(4, null, null)).build();
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"))) {
      assertThatThrownBy(
              () -> queue.addAll(List.of(NewJob.of("n", "1"), new NewJob("n", "12345", small))))
          .isInstanceOf(InvalidPayload.class)
          .hasMessage(
              "payload of job 'n' has 5 bytes, its limit is 4: make it smaller or raise the limit");
      assertThat(queue.counts().waiting()).isZero();
    }
  }
}

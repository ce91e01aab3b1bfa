package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.job.Job;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobRange;
import dev.tidemill.job.JobState;
import dev.tidemill.job.NewJob;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisExtension.class)
@Timeout(60)
class JobsTest {

  private static Queue queue(TestRedis redis) {
    return Queue.open(QueueOptions.of(redis.uri(), "q"));
  }

  private static List<NewJob> jobs(int count) {
    return IntStream.range(0, count).mapToObj(n -> NewJob.of("n", Integer.toString(n))).toList();
  }

  @Test
  void readsLargeRangesInSeveralCalls(TestRedis redis) {
    try (Queue queue = queue(redis)) {
      List<String> ids = queue.addAll(jobs(2500));
      JobRange oldest = JobRange.of(JobState.WAITING).startingWithOldest();

      assertThat(queue.jobs().ids(oldest)).isEqualTo(ids);
      assertThat(queue.jobs().list(oldest)).extracting(Job::id).isEqualTo(ids);
      assertThat(queue.jobs().list(oldest.between(100, 799)))
          .extracting(Job::id)
          .isEqualTo(ids.subList(100, 800));
    }
  }

  @Test
  void countsAndReadsWhatAVersion5ClientParkedAsTheOldestThatWait(TestRedis redis) {
    try (Queue queue = queue(redis)) {
      queue.addAll(jobs(3));
      redis.call("RENAME", "bull:q:wait", "bull:q:paused");
      queue.addAll(jobs(2));

      JobRange waiting = JobRange.of(JobState.WAITING);
      assertThat(queue.jobs().ids(waiting)).containsExactly("5", "4", "3", "2", "1");
      assertThat(queue.jobs().ids(waiting.startingWithOldest().between(2, 3)))
          .containsExactly("3", "4");
      assertThat(queue.jobs().counts(JobState.WAITING)).isEqualTo(Map.of(JobState.WAITING, 5L));
      assertThat(queue.jobs().countsPerPriority(0)).isEqualTo(Map.of(0, 5L));
    }
  }

  @Test
  void passesOverTheMarkersOfVersion4(TestRedis redis) {
    try (Queue queue = queue(redis)) {
      queue.add("n", "1", JobOptions.builder().delay(Duration.ofHours(1)).build());
      queue.add("n", "2");
      redis.call("RPUSH", "bull:q:wait", "0:1790000000000");

      assertThat(queue.jobs().ids(JobRange.of(JobState.WAITING))).containsExactly("2");
      assertThat(queue.jobs().counts(JobState.WAITING)).containsEntry(JobState.WAITING, 1L);
      assertThat(queue.jobs().count()).isEqualTo(2);
    }
  }

  @Test
  void refusesLimitsThatLetNothingThrough(TestRedis redis) {
    try (Queue queue = queue(redis)) {
      assertThatThrownBy(() -> queue.limits().concurrency(0)).hasMessageContaining("pause");
      assertThatThrownBy(() -> queue.limits().holdBack(Duration.ZERO))
          .hasMessageContaining("at least a millisecond");
      assertThatThrownBy(() -> JobRange.of(JobState.UNKNOWN)).hasMessageContaining("name other");
    }
  }
}

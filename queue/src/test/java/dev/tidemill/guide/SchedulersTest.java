package dev.tidemill.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobScheduler;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.NextRun;
import dev.tidemill.job.Schedule;
import dev.tidemill.queue.JobSchedulers;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The examples of {@code docs/guide/schedulers.md}. */
@ExtendWith(RedisExtension.class)
@Timeout(60)
class SchedulersTest {

  @Test
  void schedulersMakeJobs(TestRedis redis) {
    QueueOptions reports = QueueOptions.of(redis.uri(), "reports");
    try (Queue queue = Queue.open(reports);
        Worker worker = Worker.of(WorkerOptions.builder(reports).build(), context -> "null")) {
      // region upsert
      JobSchedulers schedulers = queue.schedulers();

      schedulers.upsert("pulse", Schedule.every(Duration.ofSeconds(10)).build());

      JobOptions thrice = JobOptions.builder().attempts(3).build();
      NextRun next =
          schedulers.upsert(
              "monthly",
              Schedule.cron("0 0 9 * * 1#1").zone("Europe/Berlin").build(), // first Monday, 9:00
              new NewJob("report", "{\"kind\":\"monthly\"}", thrice));
      // endregion
      assertThat(next).isNotNull();
      worker.start();
      await().until(() -> queue.counts().completed() == 1);
      // region read
      List<JobScheduler> soonest = schedulers.page(0, 9, true);
      JobScheduler monthly = schedulers.get("monthly");
      boolean there = schedulers.remove("pulse");
      // endregion
      assertThat(soonest).extracting(JobScheduler::id).containsExactly("pulse", "monthly");
      assertThat(monthly).isNotNull();
      assertThat(there).isTrue();
      assertThat(schedulers.count()).isEqualTo(1);
    }
  }

  @Test
  void aPatternThatCannotBeUsedIsRefused(TestRedis redis) {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "reports"))) {
      assertThatThrownBy(() -> queue.schedulers().upsert("x", Schedule.cron("61 * * * *").build()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(queue.schedulers().count()).isZero();
    }
  }
}

package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.Schedule;
import dev.tidemill.testkit.Cuts;
import dev.tidemill.testkit.Proxy;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The connection is lost after each byte of a call: it is done or not done, whoever called is told
 * which unless that is in doubt, and the next call finds everything as if nothing had been.
 */
@ExtendWith(RedisExtension.class)
@Timeout(60)
class LostConnectionTest {

  private static final String BOTH_WAYS = "dev.tidemill.testkit.Cuts#bothWays";

  private final TestRedis redis;
  @AutoClose private final Proxy proxy;
  @AutoClose private final Queue witness;

  LostConnectionTest(TestRedis redis) {
    this.redis = redis;
    this.proxy = Proxy.to(redis);
    this.witness = Queue.open(QueueOptions.of(redis.uri(), "q"));
  }

  private Queue open() {
    return Queue.open(QueueOptions.of(proxy.uri(redis.uri()), "q"));
  }

  private long waiting() {
    return call("LLEN", "bull:q:wait");
  }

  private long call(String command, String... arguments) {
    return (Long) Objects.requireNonNull(redis.call(command, arguments));
  }

  private static JobOptions named(String id) {
    return JobOptions.builder().id(id).build();
  }

  private static String addedUnder(String id, Queue queue) {
    return queue.add("n", "{}", named(id));
  }

  @ParameterizedTest
  @MethodSource(BOTH_WAYS)
  void aQueueThatIsOpenedAddsOnceOrNot(Cuts cuts) throws Exception {
    Callable<?> openAndAdd =
        () -> {
          try (Queue queue = open()) {
            return queue.add("n", "{}");
          }
        };
    for (long n : cuts.of(proxy, openAndAdd).toArray()) {
      String id = "job-" + n;
      long before = waiting();
      try (Queue queue = open()) {
        cuts.cut(proxy, n);
        Told.of(() -> addedUnder(id, queue)).assertHolds(before, waiting(), 1);
        proxy.pass();

        assertThat(Told.again(() -> addedUnder(id, queue))).isEqualTo(id);
        assertThat(waiting()).as("cut after byte %d", n).isEqualTo(before + 1);
        assertThat(witness.jobs().meta().fields()).containsEntry("library", "tidemill");
      }
    }
  }

  @ParameterizedTest
  @MethodSource(BOTH_WAYS)
  void aJobIsAddedOnceOrNot(Cuts cuts) throws Exception {
    try (Queue queue = open()) {
      queue.add("n", "{}");
      for (long n : cuts.of(proxy, () -> queue.add("n", "{}")).toArray()) {
        long before = waiting();
        cuts.cut(proxy, n);
        Told.of(() -> queue.add("n", "{}")).assertHolds(before, waiting(), 1);
        proxy.pass();

        long named = waiting();
        String id = "job-" + n;
        cuts.cut(proxy, n);
        Told.of(() -> addedUnder(id, queue)).assertHolds(named, waiting(), 1);
        proxy.pass();
        assertThat(Told.again(() -> addedUnder(id, queue))).isEqualTo(id);
        assertThat(waiting()).as("cut after byte %d", n).isEqualTo(named + 1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource(BOTH_WAYS)
  void aBatchIsAddedAsAWholeOrNot(Cuts cuts) throws Exception {
    String small = "{\"text\":\"" + "x".repeat(20) + "\"}";
    try (Queue queue = open()) {
      queue.addAll(batch("first", small));
      for (long n : cuts.of(proxy, () -> queue.addAll(batch("one", small))).toArray()) {
        addBatch(queue, cuts, n, batch("job-" + n, small));
      }
    }
  }

  @ParameterizedTest
  @MethodSource(BOTH_WAYS)
  void aBatchOfLargeJobsIsAddedAsAWholeOrNot(Cuts cuts) throws Exception {
    List<NewJob> large = Collections.nCopies(4, NewJob.of("n", '"' + "x".repeat(800) + '"'));
    try (Queue queue = open()) {
      queue.addAll(large);
      for (long n : cuts.of(proxy, () -> queue.addAll(large)).toArray()) {
        long before = waiting();
        cuts.cut(proxy, n);
        Told.of(() -> queue.addAll(large)).assertHolds(before, waiting(), 4);
        proxy.pass();
      }
      Told.again(() -> queue.addAll(large));
      assertThat(redis.call("KEYS", "bull:q:tidemill:staged:*")).isEqualTo(List.of());
    }
  }

  private static List<NewJob> batch(String stem, String data) {
    return IntStream.range(0, 4)
        .mapToObj(n -> new NewJob("n", data, named(stem + "-" + n)))
        .toList();
  }

  private void addBatch(Queue queue, Cuts cuts, long n, List<NewJob> jobs) throws Exception {
    long before = waiting();
    cuts.cut(proxy, n);
    Told.of(() -> queue.addAll(jobs)).assertHolds(before, waiting(), jobs.size());
    proxy.pass();

    assertThat(Told.again(() -> queue.addAll(jobs)))
        .isEqualTo(jobs.stream().map(j -> j.options().id()).toList());
    assertThat(waiting()).as("cut after byte %d", n).isEqualTo(before + jobs.size());
  }

  @ParameterizedTest
  @MethodSource(BOTH_WAYS)
  void aSchedulerIsPutInOnceAndHasOneJob(Cuts cuts) throws Exception {
    try (Queue queue = open()) {
      JobSchedulers schedulers = queue.schedulers();
      schedulers.upsert("hourly", every(1));
      for (long n : cuts.of(proxy, () -> schedulers.upsert("hourly", every(2))).toArray()) {
        Map<String, String> before = scheduler();
        cuts.cut(proxy, n);
        Told told = Told.of(() -> schedulers.upsert("hourly", every(2 + n)));
        proxy.pass();

        assertThat(witness.counts().unfinished()).as("cut after byte %d", n).isEqualTo(1);
        String every = Long.toString(Duration.ofHours(2 + n).toMillis());
        switch (told) {
          case DONE -> assertThat(scheduler()).containsEntry("every", every);
          case NOT_DONE -> assertThat(scheduler()).isEqualTo(before);
          case IN_DOUBT -> assertThat(scheduler().get("every")).isIn(before.get("every"), every);
        }
        Told.again(() -> schedulers.upsert("hourly", every(2 + n)));
        assertThat(scheduler()).containsEntry("every", every);
        assertThat(witness.counts().unfinished()).isEqualTo(1);
        assertThat(witness.schedulers().count()).isEqualTo(1);
      }
    }
  }

  private static Schedule every(long hours) {
    return Schedule.every(Duration.ofHours(hours)).build();
  }

  private Map<String, String> scheduler() {
    return Objects.requireNonNull(witness.schedulers().get("hourly")).fields();
  }
}

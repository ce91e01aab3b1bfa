package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.job.Deduplication;
import dev.tidemill.job.JobLimits;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.NewJob;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisExtension.class)
class ChildrenTest {

  private final Queue queue;

  ChildrenTest(TestRedis redis) {
    queue = Queue.open(QueueOptions.of(redis.uri(), "q"));
  }

  @AfterEach
  void close() {
    queue.close();
  }

  private JobOptions.Builder childOf(String id) {
    return JobOptions.builder().parent(queue.options().ref(id));
  }

  @Test
  void aChildWithoutItsParentIsRefusedAndNothingIsStored() {
    assertThatThrownBy(() -> queue.add("child", "1", childOf("nobody").build()))
        .isInstanceOf(ParentMissing.class)
        .hasMessageContaining("bull:q:nobody")
        .hasMessageContaining("Add the parent first");
    assertThat(queue.counts().unfinished()).isZero();
  }

  @Test
  void aChildStaysWithItsParent() {
    queue.add("one", "1", JobOptions.builder().id("one").build());
    queue.add("two", "1", JobOptions.builder().id("two").build());
    queue.add("child", "1", childOf("one").id("child").build());

    assertThatThrownBy(() -> queue.add("child", "1", childOf("two").id("child").build()))
        .isInstanceOf(ParentTaken.class)
        .hasMessageContaining("'child' of bull:q is a child of bull:q:one already");
  }

  @Test
  void aJobThatWasMadeItsOwnAncestorIsRemovedWithItsChildrenOnce() {
    queue.add("top", "1", JobOptions.builder().id("top").build());
    queue.add("child", "1", childOf("top").id("child").build());
    queue.add("top", "1", childOf("child").id("top").build());

    assertThat(queue.handle("top").remove()).isTrue();

    assertThat(queue.job("top")).isNull();
    assertThat(queue.job("child")).isNull();
    assertThat(queue.counts().unfinished()).isZero();
  }

  @Test
  void aRefusedJobDoesNotTakeThoseThatTravelWithIt() throws Exception {
    List<Future<String>> adds = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int n = 0; n < 200; n++) {
        JobOptions options = n % 2 == 0 ? JobOptions.defaults() : childOf("nobody").build();
        adds.add(threads.submit(() -> queue.add("job", "1", options)));
      }
    }
    for (int n = 0; n < adds.size(); n++) {
      Future<String> add = adds.get(n);
      if (n % 2 == 0) {
        assertThat(add.get()).isNotEmpty();
      } else {
        assertThatThrownBy(add::get)
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(ParentMissing.class);
      }
    }
    assertThat(queue.counts().waiting()).isEqualTo(100);
  }

  @Test
  void aPayloadOverItsLimitIsRefusedInBytes() {
    JobOptions small = JobOptions.builder().limits(new JobLimits(5, null, null)).build();

    queue.add("job", "\"abc\"", small);
    assertThatThrownBy(() -> queue.add("job", "\"\u20ac\u20ac\"", small))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has 8 bytes, its limit is 5");
  }

  @Test
  void furtherOptionsArePassedOnAndCheckedForBeingJson() {
    JobOptions options = JobOptions.builder().more(Map.of("colour", "[1, \"x\"]")).build();

    String id = queue.add("job", "1", options);

    assertThat(Objects.requireNonNull(queue.job(id)).options()).contains("\"colour\":[1, \"x\"]");
    assertThatThrownBy(() -> JobOptions.builder().more(Map.of("colour", "red")).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'colour' is red, which is no JSON");
    assertThatThrownBy(() -> JobOptions.builder().more(Map.of("repeat", "{}")).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'repeat'");
  }

  @Test
  void oneBatchMayHoldAParentItsChildrenAndOthers() {
    List<String> ids =
        queue.addAll(
            List.of(
                NewJob.of("a", "1"),
                new NewJob("p", "2", JobOptions.builder().id("p").build()),
                new NewJob("c", "3", childOf("p").build()),
                new NewJob(
                    "d",
                    "4",
                    JobOptions.builder().deduplication(Deduplication.simple("d")).build())));

    assertThat(ids).containsExactly("1", "p", "3", "4");
  }
}

package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.job.ChildKind;
import dev.tidemill.job.ChildScan;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobState;
import dev.tidemill.job.RetryOptions;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisExtension.class)
@Timeout(60)
class JobHandleTest {

  private final Queue queue;
  private final RedisConnection redis;

  JobHandleTest(TestRedis server) {
    queue = Queue.open(QueueOptions.of(server.uri(), "q"));
    redis = new RedisConnection(RedisUri.parse(server.uri()), "");
  }

  @AfterEach
  void close() {
    queue.close();
    redis.close();
  }

  private JobHandle added() {
    return queue.handle(queue.add("n", "{}"));
  }

  @Test
  void changesAJobAndTellsWhatItIsNow() {
    JobHandle job = added();

    job.updateData("{\"n\": 1.50}");
    job.updateProgress("{\"done\":\"half\"}");
    job.changePriority(7);

    assertThat(job.state()).isEqualTo(JobState.PRIORITIZED);
    assertThat(Objects.requireNonNull(job.job()).fields())
        .containsEntry("data", "{\"n\": 1.50}")
        .containsEntry("progress", "{\"done\":\"half\"}")
        .containsEntry("priority", "7");
  }

  @Test
  void promotesAndRemovesAJobOnce() {
    JobHandle job =
        queue.handle(queue.add("n", "{}", JobOptions.builder().delay(Duration.ofHours(1)).build()));

    job.changeDelay(Duration.ofHours(2));
    job.promote();

    assertThat(job.state()).isEqualTo(JobState.WAITING);
    assertThat(job.remove()).isTrue();
    assertThat(job.remove()).isFalse();
    assertThat(job.job()).isNull();
  }

  @Test
  void keepsAsManyLogLinesAsAsked() {
    JobHandle job = added();

    for (int n = 1; n < 6; n++) {
      job.log("line " + n, 3);
    }

    assertThat(redis.call("LRANGE", "bull:q:1:logs", "0", "-1").list())
        .extracting(line -> line.text())
        .containsExactly("line 3", "line 4", "line 5");
  }

  @Test
  void walksThroughManyChildrenOfEachKind() {
    Set<String> expected = new TreeSet<>();
    for (int n = 0; n < 1000; n++) {
      String child = "bull:other:" + n;
      expected.add(child);
      redis.call("SADD", "bull:q:p:dependencies", child);
      redis.call("HSET", "bull:q:p:processed", child, "1");
      redis.call("HSET", "bull:q:p:failed", child, "why");
      redis.call("ZADD", "bull:q:p:unsuccessful", Integer.toString(n), child);
    }

    for (ChildKind kind : ChildKind.values()) {
      Set<String> found = new TreeSet<>();
      ChildScan step = queue.handle("p").children().scan(kind, ChildScan.BEGINNING, 100);
      found.addAll(step.children().keySet());
      while (!step.isLast()) {
        step = queue.handle("p").children().scan(kind, step.next(), 100);
        found.addAll(step.children().keySet());
      }
      assertThat(found).as(kind.name()).isEqualTo(expected);
    }
  }

  @Test
  void removesAChildWhoseIdHasThreePartsFromItsOwnQueue() {
    String child = queue.add("n", "{}", JobOptions.builder().id("a:b:c").build());
    redis.call("HSET", "bull:q:p", "name", "parent");
    redis.call("ZADD", "bull:q:waiting-children", "1", "p");
    redis.call("SADD", "bull:q:p:dependencies", "bull:q:" + child);

    queue.handle("p").remove();

    assertThat(queue.counts().unfinished()).isZero();
    assertThat(queue.job(child)).isNull();
  }

  @Test
  void saysWhyAJobCannotBeChangedAndWhatToDo() {
    JobHandle waiting = added();
    JobHandle none = queue.handle("none");

    assertThatThrownBy(waiting::promote)
        .isInstanceOf(JobNotInState.class)
        .hasMessage(
            "promote of job 1 in bull:q was refused: it is not DELAYED."
                + " Look where it is with state()");
    assertThatThrownBy(() -> waiting.retry(RetryOptions.completed()))
        .isInstanceOf(JobNotInState.class)
        .hasMessageContaining("it is not COMPLETED");
    assertThatThrownBy(() -> none.updateData("1"))
        .isInstanceOf(JobMissing.class)
        .hasMessageContaining("updateData of job none in bull:q was");
    redis.call("SET", "bull:q:1:lock", "somebody");
    assertThatThrownBy(waiting::remove)
        .isInstanceOf(JobLocked.class)
        .hasMessageContaining("Try again once that has ended");
    assertThat(queue.counts().waiting()).isEqualTo(1);
  }

  @Test
  void leavesAJobWhereItIsWhenAForeignKeyStandsInTheWay() {
    JobHandle job = added();
    redis.call("ZADD", "bull:q:failed", "1", "1");
    redis.call("SET", "bull:q:other", "no job");
    redis.call("DEL", "bull:q:wait");
    redis.call("SET", "bull:q:wait", "no list");

    assertThatThrownBy(() -> queue.handle("other").updateData("1"))
        .isInstanceOf(ForeignKey.class)
        .hasMessageContaining("updateData of job other in bull:q was")
        .hasMessageContaining("use another prefix");
    assertThatThrownBy(job::retry).isInstanceOf(ForeignKey.class);
    assertThat(job.state()).isEqualTo(JobState.FAILED);
  }

  @Test
  void refusesWhatCannotBeMeant() {
    JobHandle job = added();

    assertThatThrownBy(() -> queue.handle("")).hasMessageContaining("the id that add answered");
    assertThatThrownBy(() -> job.changePriority(-1)).hasMessageContaining("1 to 2097151");
    assertThatThrownBy(() -> job.changeDelay(Duration.ofMillis(-1)))
        .hasMessageContaining("zero or more");
    assertThatThrownBy(() -> job.log("x", 0)).hasMessageContaining("how many log lines stay");
    assertThatThrownBy(() -> new RetryOptions(JobState.ACTIVE, false, false))
        .hasMessageContaining("FAILED or COMPLETED");
  }
}

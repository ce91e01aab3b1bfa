package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.JobOptions;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import dev.tidemill.server.api.Json;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queues and jobs by the command line, without a server. */
@ExtendWith(RedisExtension.class)
class NounsTest {

  private String redis;
  private Queue queue;

  @BeforeEach
  void open(TestRedis server) {
    redis = server.uri();
    queue = Queue.open(QueueOptions.of(redis, "mails"));
  }

  @AfterEach
  void close() {
    queue.close();
  }

  private String failed(String name) {
    String id = queue.add(name, "{}");
    WorkerOptions options = WorkerOptions.builder(QueueOptions.of(redis, "mails")).build();
    try (Worker worker =
        Worker.of(
            options,
            job -> {
              throw new IllegalStateException("timeout");
            })) {
      worker.start();
      Awaitility.await().until(() -> queue.counts().failed() > 0);
    }
    return id;
  }

  @Test
  void theQueuesOfARedisAreListed() {
    queue.add("welcome", "{}");

    Typed listed = Typed.at(redis, "queue", "ls", "--plain");

    assertThat(listed.code()).isZero();
    assertThat(listed.out().lines().filter(line -> line.startsWith("mails\tbull\t1\t"))).hasSize(1);
    assertThat(listed.out()).contains("\tOLDEST").doesNotContain("IN/S");
  }

  @Test
  void aQueueThatNobodyHasMadeIsNotListed() {
    queue.add("welcome", "{}");

    assertThat(Typed.at(redis, "queue", "ls").out()).contains("mails").doesNotContain("messages");
    assertThat(Typed.at(redis, "queue", "show", "messages").code()).isEqualTo(3);
  }

  @Test
  void whatIsPipedInIsThePayload() {
    String[] words = {"job", "add", "mails", "-", "--name=mail", "--redis-url=" + redis};

    Typed added = Typed.answering("{\"n\": 1.0}", false, words);

    assertThat(added.code()).isZero();
    assertThat(queue.job("1")).extracting("name", "data").containsExactly("mail", "{\"n\": 1.0}");
  }

  @Test
  void jsonIsWhatTheApiAnswers() {
    queue.add("welcome", "{\"n\": 1.0}");

    Typed shown = Typed.at(redis, "job", "show", "mails", "1", "--json");

    assertThat(Json.isOne(shown.out())).isTrue();
    assertThat(shown.out()).contains("\"data\":{\"n\": 1.0}", "\"state\":\"waiting\"");
  }

  @Test
  void whatIsNotThereEndsWithThree() {
    queue.add("welcome", "{}");

    Typed queueless = Typed.at(redis, "queue", "show", "gone");
    Typed jobless = Typed.at(redis, "job", "show", "mails", "99");

    assertThat(queueless.code()).isEqualTo(3);
    assertThat(queueless.err()).contains("'gone'", "tidemill queue ls");
    assertThat(jobless.code()).isEqualTo(3);
    assertThat(jobless.err()).contains("'99'", "tidemill job ls");
  }

  @Test
  void aDeedAgainstHowThingsStandEndsWithFour() {
    queue.add("welcome", "{}");

    Typed retried = Typed.at(redis, "job", "retry", "mails", "1");

    assertThat(retried.code()).isEqualTo(4);
    assertThat(retried.err()).contains("is waiting");
  }

  @Test
  void whatIsDonePartlyEndsWithSix() {
    String id = failed("welcome");

    Typed retried = Typed.at(redis, "job", "retry", "mails", id, "99");

    assertThat(retried.code()).isEqualTo(6);
    assertThat(retried.out()).contains("Job " + id + " in line again");
    assertThat(retried.err()).contains("'99'");
  }

  @Test
  void allThatHaveFailedAreTriedAgain() {
    failed("welcome");

    Typed retried = Typed.at(redis, "job", "retry", "mails", "--all", "--search=error:timeout");

    assertThat(retried.code()).isZero();
    assertThat(retried.out()).contains("1 jobs in line again");
    assertThat(queue.counts().waiting()).isEqualTo(1);
  }

  @Test
  void drainSaysThatItDeletesAndWantsYesWhereNobodyCanBeAsked() {
    queue.add("welcome", "{}");

    Typed refused = Typed.at(redis, "queue", "drain", "mails");
    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.err()).contains("This deletes 1 waiting jobs of queue mails", "--yes");
    assertThat(queue.counts().waiting()).isEqualTo(1);

    assertThat(Typed.at(redis, "queue", "drain", "mails", "--dry-run").out())
        .contains("Would delete 1 waiting");
    assertThat(queue.counts().waiting()).isEqualTo(1);

    assertThat(Typed.at(redis, "queue", "drain", "mails", "--yes").code()).isZero();
    assertThat(queue.counts().waiting()).isZero();
  }

  @Test
  void whoIsAskedMustTypeTheNameOfTheQueue() {
    queue.add("welcome", "{}");
    String[] words = {"queue", "obliterate", "mails", "--redis-url=" + redis};

    assertThat(Typed.answering("yes\n", true, words).code()).isEqualTo(4);
    assertThat(queue.counts().waiting()).isEqualTo(1);

    Typed done = Typed.answering("mails\n", true, words);
    assertThat(done.code()).isZero();
    assertThat(done.err()).contains("Type mails to go on");
    assertThat(queue.counts().waiting()).isZero();
  }

  @Test
  void pauseAndResumeSayHowItWasBefore() {
    queue.add("welcome", "{}");

    assertThat(Typed.at(redis, "queue", "pause", "mails").out()).contains("is paused.");
    assertThat(Typed.at(redis, "queue", "pause", "mails").out()).contains("paused, as before");
    assertThat(queue.isPaused()).isTrue();
    assertThat(Typed.at(redis, "queue", "resume", "mails").out()).contains("not paused.");
  }

  @Test
  void promoteAndRmMoveOneJob() {
    JobOptions later = JobOptions.builder().delay(Duration.ofHours(1)).build();
    String id = queue.add("late", "{}", later);

    assertThat(Typed.at(redis, "job", "promote", "mails", id).code()).isZero();
    assertThat(queue.counts().waiting()).isEqualTo(1);

    assertThat(Typed.at(redis, "job", "rm", "mails", id).code()).isEqualTo(4);
    assertThat(Typed.at(redis, "job", "rm", "mails", id, "--yes").code()).isZero();
    assertThat(queue.counts().waiting()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"queue show mails", "queue ls", "job ls mails"})
  @Timeout(60)
  void aRedisThatIsNotThereEndsWithFive(String words) {
    Typed lost = Typed.at("redis://127.0.0.1:1", words.split(" "));

    assertThat(lost.code()).isEqualTo(5);
    assertThat(lost.err()).contains("127.0.0.1:1", "--redis-url");
  }

  @Test
  void aPoolIsNotLookedForInARedis() {
    Typed asked = Typed.at(redis, "pool", "status");

    assertThat(asked.code()).isEqualTo(2);
    assertThat(asked.err()).contains("--redis-url");
  }

  @Test
  void aNameWithAPercentSignIsToldAsItIs() {
    try (Queue odd = Queue.open(QueueOptions.of(redis, "a%z"))) {
      odd.add("welcome", "{}");

      Typed drained = Typed.at(redis, "queue", "drain", "a%z", "--yes");

      assertThat(drained.code()).as(drained.err()).isZero();
      assertThat(drained.out()).contains("Deleted 1 waiting jobs of queue a%z.");
    }
  }
}

package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.job.Backoff;
import dev.tidemill.job.BackoffStrategy;
import dev.tidemill.job.DelayedException;
import dev.tidemill.job.Job;
import dev.tidemill.job.JobHandler;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobRef;
import dev.tidemill.job.JobState;
import dev.tidemill.job.Outcome;
import dev.tidemill.job.RateLimitedException;
import dev.tidemill.job.WaitingException;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisExtension.class)
@Timeout(60)
class HandlerStepsTest {

  private final QueueOptions options;
  private final Queue queue;
  private final RedisConnection redis;
  private final List<String> calls = new CopyOnWriteArrayList<>();

  HandlerStepsTest(TestRedis server) {
    options = QueueOptions.of(server.uri(), "q");
    queue = Queue.open(options);
    redis = new RedisConnection(RedisUri.parse(server.uri()), "");
  }

  @AfterEach
  void close() {
    queue.close();
    redis.close();
  }

  /** Runs a worker until so many jobs have finished. */
  private void work(int finished, WorkerOptionsBuilder how, JobHandler handler) {
    try (Worker worker = Worker.of(how.build(), handler).start()) {
      await().until(() -> queue.counts().completed() + queue.counts().failed() == finished);
    }
  }

  private void work(int finished, JobHandler handler) {
    work(finished, WorkerOptions.builder(options), handler);
  }

  private Job job(String id) {
    return Objects.requireNonNull(queue.job(id));
  }

  @Test
  void aHandlerSaysHowFarItIs() {
    String id = queue.add("n", "1");

    work(
        1,
        context -> {
          context.updateProgress("{\"half\":true}");
          context.updateData("2");
          assertThat(context.log("a line")).isEqualTo(1);
          return "null";
        });

    assertThat(job(id).fields()).containsEntry("progress", "{\"half\":true}");
    assertThat(job(id).data()).isEqualTo("2");
    assertThat(queue.handle(id).logs().lines()).containsExactly("a line");
  }

  @Test
  void aJobGoesOnInStepsWithoutCountingAttempts() {
    String id = queue.add("n", "\"first\"");

    work(
        1,
        context -> {
          String step = context.job().data();
          calls.add(step);
          if (step.equals("\"first\"")) {
            context.updateData("\"second\"");
            throw new DelayedException(Duration.ofMillis(150));
          }
          if (step.equals("\"second\"")) {
            context.updateData("\"third\"");
            throw new WaitingException();
          }
          return "\"done\"";
        });

    assertThat(calls).containsExactly("\"first\"", "\"second\"", "\"third\"");
    assertThat(job(id).attemptsStarted()).isEqualTo(3);
    assertThat(job(id).attemptsMade()).isEqualTo(1);
    assertThat(job(id).failedReason()).isNull();
  }

  @Test
  void outcomesAreToldAsValuesToo() {
    String id = queue.add("n", "{}");

    try (Worker worker =
        Worker.ofOutcomes(
                WorkerOptions.builder(options).build(),
                context ->
                    context.job().attemptsStarted() == 1
                        ? new Outcome.Delayed(Duration.ofMillis(20))
                        : new Outcome.Completed("7"))
            .start()) {
      await().until(() -> queue.state(id) == JobState.COMPLETED);
    }

    assertThat(job(id).returnValue()).isEqualTo("7");
  }

  @Test
  void aJobWaitsForChildrenThatItAddsItself() {
    String id = queue.add("parent", "{}");

    work(
        2,
        context -> {
          calls.add(context.job().name());
          if (context.job().name().equals("child")) {
            return "42";
          }
          if (context.job().attemptsStarted() == 1) {
            context.waitForChildren(); // none yet
            queue.add("child", "{}", childOf(context.job()));
          }
          context.waitForChildren();
          return "\"" + context.childrenValues() + "\"";
        });

    assertThat(calls).containsExactly("parent", "child", "parent");
    assertThat(job(id).returnValue()).isEqualTo("\"{bull:q:2=42}\"");
  }

  private static JobOptions childOf(Job parent) {
    return JobOptions.builder().parent(JobRef.ofKey("bull:q:" + parent.id())).build();
  }

  @Test
  void aJobWhoseChildrenEndedMeanwhileGoesOnAtOnce() {
    String id = queue.add("n", "{}");

    try (Worker worker =
        Worker.ofOutcomes(
                WorkerOptions.builder(options).build(),
                context ->
                    context.job().attemptsStarted() == 1
                        ? new Outcome.WaitingChildren("")
                        : Outcome.Completed.NOTHING)
            .start()) {
      await().until(() -> queue.state(id) == JobState.COMPLETED);
    }

    assertThat(job(id).attemptsStarted()).isEqualTo(2);
  }

  @Test
  void aJobFailsWhenAChildThatTakesItAlongHasFailed() {
    String id = queue.add("n", "{}", JobOptions.builder().attempts(3).build());
    redis.call("ZADD", "bull:q:" + id + ":unsuccessful", "1", "bull:q:child");

    work(
        1,
        context -> {
          context.waitForChildren();
          return "null";
        });

    assertThat(queue.state(id)).isEqualTo(JobState.FAILED);
    assertThat(job(id).failedReason()).startsWith("Cannot complete job " + id);
  }

  @Test
  void nothingStartsWhileAHandlersRateLimitLasts() {
    queue.add("n", "{}");
    queue.add("n", "{}");
    List<Long> starts = new CopyOnWriteArrayList<>();

    work(
        2,
        context -> {
          starts.add(System.nanoTime());
          calls.add(context.job().id());
          if (calls.size() == 1) {
            throw new RateLimitedException(Duration.ofMillis(400));
          }
          return "null";
        });

    assertThat(calls).containsExactly("1", "1", "2");
    assertThat(Duration.ofNanos(starts.get(1) - starts.get(0)))
        .isGreaterThan(Duration.ofMillis(390));
    assertThat(job("1").attemptsMade()).isEqualTo(1);
  }

  @Test
  @SuppressWarnings("NullAway") // what a handler in another language of the JVM may do
  void aHandlerThatReturnsNullCompletesItsJobWithNothing() {
    String id = queue.add("n", "{}");

    work(1, context -> null);

    assertThat(queue.state(id)).isEqualTo(JobState.COMPLETED);
    assertThat(job(id).returnValue()).isEqualTo("null");
  }

  @Test
  void aDiscardedJobIsNotTriedAgain() {
    String id = queue.add("n", "{}", JobOptions.builder().attempts(5).build());

    work(
        1,
        context -> {
          calls.add("call");
          context.discard();
          throw new IllegalStateException("no use");
        });

    assertThat(calls).hasSize(1);
    assertThat(queue.state(id)).isEqualTo(JobState.FAILED);
  }

  private String addWithBackoff(String type) {
    Backoff backoff = new Backoff(type, Duration.ofSeconds(50), 0);
    return queue.add("n", "{}", JobOptions.builder().attempts(3).backoff(backoff).build());
  }

  private void failAlways(int jobs, WorkerOptionsBuilder how) {
    work(
        jobs,
        how,
        context -> {
          calls.add(context.job().id());
          throw new IllegalStateException("no luck");
        });
  }

  @Test
  void aBackoffOfTheUsersOwnIsAskedHowLongToWait() {
    String soon = addWithBackoff("soon");
    String never = addWithBackoff("never");
    String broken = addWithBackoff("broken");
    List<String> asked = new CopyOnWriteArrayList<>();

    failAlways(
        3,
        WorkerOptions.builder(options)
            .backoff(
                failed -> {
                  asked.add(failed.type() + failed.attempt() + failed.cause().getMessage());
                  return switch (failed.type()) {
                    case "soon" -> Duration.ofMillis(failed.attempt() - 1);
                    case "never" -> BackoffStrategy.NO_MORE;
                    default -> throw new IllegalStateException("not that one");
                  };
                }));

    assertThat(calls).filteredOn(soon::equals).hasSize(3);
    assertThat(calls).filteredOn(never::equals).hasSize(1);
    assertThat(asked).contains("soon1no luck", "soon2no luck").hasSize(4);
    assertThat(job(soon).failedReason()).isEqualTo("no luck");
    assertThat(job(never).failedReason()).isEqualTo("no luck");
    assertThat(job(broken).failedReason())
        .isEqualTo("no luck (the worker's backoff function failed for 'broken': not that one)");
  }

  @Test
  void aBackoffThatNobodyKnowsFailsItsJobAndIsNamed() {
    String id = addWithBackoff("mine");

    failAlways(1, WorkerOptions.builder(options));

    assertThat(calls).hasSize(1);
    assertThat(job(id).failedReason())
        .contains("backoff type 'mine' is not known here", "give every worker");
  }
}

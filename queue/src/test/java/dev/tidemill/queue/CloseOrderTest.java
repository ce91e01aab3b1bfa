package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.event.JobEnding;
import dev.tidemill.job.FlowJob;
import dev.tidemill.job.JobContext;
import dev.tidemill.job.JobState;
import dev.tidemill.redis.RedisException;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything with a lifetime is closed in every order there is, while jobs are added and run. */
@ExtendWith(RedisExtension.class)
@Timeout(60)
class CloseOrderTest {

  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<CompletionStage<String>> handed =
      new ConcurrentLinkedQueue<>();
  private QueueOptions options;
  private Queue queue;
  private FlowProducer flows;
  private QueueEvents events;
  private Worker worker;

  static Stream<List<String>> orders() {
    return permutations(List.of("queue", "worker", "events", "flows"));
  }

  private static Stream<List<String>> permutations(List<String> names) {
    if (names.isEmpty()) {
      return Stream.of(List.of());
    }
    return names.stream()
        .flatMap(
            first ->
                permutations(names.stream().filter(name -> !name.equals(first)).toList())
                    .map(rest -> Stream.concat(Stream.of(first), rest.stream()).toList()));
  }

  @BeforeEach
  void open(TestRedis redis) {
    options = QueueOptions.of(redis.uri(), "q");
    queue = Queue.open(options);
    flows = FlowProducer.open(RedisUri.parse(redis.uri()), options.prefix());
    events = QueueEvents.of(options).start();
    worker =
        Worker.of(WorkerOptions.builder(options).concurrency(10).build(), this::handle).start();
  }

  @AfterEach
  void close() {
    closeAll(List.of("worker", "queue", "flows", "events"));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void nothingHangsAndNothingIsLost(List<String> order) throws InterruptedException {
    CompletionStage<JobEnding> never = events.whenFinished("never");
    List<Thread> adders = List.of(adder(this::add), adder(this::addFlow));
    await().until(() -> told.size() > 100 && queue.counts().completed() > 50);

    closeAll(order);
    closeAll(order); // once more changes nothing
    for (Thread adder : adders) {
      adder.join(10_000);
    }

    assertThat(adders).noneMatch(Thread::isAlive);
    await().until(() -> never.toCompletableFuture().isDone());
    handed.forEach(stage -> told.addAll(arrived(stage)));
    try (Queue look = Queue.open(options)) {
      assertThat(look.counts().active()).isZero();
      assertEachCompletes(look);
    }
  }

  /** Whoever comes later finds all that was acknowledged, and can finish it. */
  private void assertEachCompletes(Queue look) {
    try (Worker later =
        Worker.of(WorkerOptions.builder(options).concurrency(50).build(), context -> "null")
            .start()) {
      await()
          .atMost(20, TimeUnit.SECONDS)
          .untilAsserted(
              () ->
                  assertThat(told.stream().map(look::state).distinct())
                      .containsExactly(JobState.COMPLETED));
    }
  }

  private String handle(JobContext context) {
    context.updateProgress("50");
    if (context.job().name().equals("first")) {
      try {
        told.add(queue.add("more", "{}"));
      } catch (RedisException | QueueException closed) {
        return "false";
      }
    }
    return "true";
  }

  private void add() {
    told.add(queue.add("first", "{}"));
    handed.add(queue.addAsync("handed", "{}"));
  }

  private void addFlow() {
    FlowJob parent = FlowJob.of("q", "parent", "{}");
    told.add(flows.add(parent.waitingFor(FlowJob.of("q", "child", "{}"))).id());
  }

  /** Adds until what it adds with is closed. */
  private static Thread adder(Runnable step) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                while (true) {
                  step.run();
                }
              } catch (RedisException | QueueException closed) {
                // which is what it was told so by
              }
            });
  }

  private void closeAll(List<String> order) {
    Map<String, AutoCloseable> all =
        Map.of("queue", queue, "worker", worker, "events", events, "flows", flows);
    for (String name : order) {
      try {
        Objects.requireNonNull(all.get(name)).close();
      } catch (Exception e) {
        throw new AssertionError(name + " cannot be closed", e);
      }
    }
  }

  private static List<String> arrived(CompletionStage<String> stage) {
    List<String> id = new ArrayList<>();
    stage
        .handle((value, failure) -> failure == null && id.add(value))
        .toCompletableFuture()
        .orTimeout(10, TimeUnit.SECONDS)
        .join();
    return id;
  }
}

package dev.tidemill.interop;

import dev.tidemill.event.WorkerEvent;
import dev.tidemill.job.DelayedException;
import dev.tidemill.job.JobContext;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobRef;
import dev.tidemill.job.RateLimitedException;
import dev.tidemill.job.UnrecoverableException;
import dev.tidemill.job.WaitingException;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Workers of ours whose handler does what the data of a job wish, as {@code peer/work.mjs} does.
 */
final class JavaWorks implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Queue queue;
  private final List<Worker> workers = new CopyOnWriteArrayList<>();
  private final List<String> handled = new CopyOnWriteArrayList<>();
  private final List<WorkerEvent> told = new CopyOnWriteArrayList<>();
  private final Map<String, CountDownLatch> holds = new ConcurrentHashMap<>();

  /** Its handlers add children to that queue. */
  JavaWorks(Queue queue) {
    this.queue = queue;
  }

  Worker start(WorkerOptions options) {
    Worker worker = Worker.of(options, this::handle).listener(told::add).start();
    workers.add(worker);
    return worker;
  }

  /** What the workers have told so far, in order. */
  List<WorkerEvent> told() {
    return told;
  }

  /** The names of the jobs handled so far, in order. */
  List<String> handled() {
    return handled;
  }

  long lostLocks() {
    return told.stream().filter(WorkerEvent.LockLost.class::isInstance).count();
  }

  /** Lets a handler go on that a job has had wait. */
  void release(String hold) {
    hold(hold).countDown();
  }

  boolean cancel(String id, String reason) {
    return workers.stream().anyMatch(worker -> worker.running().cancel(id, reason));
  }

  void cancelAll(String reason) {
    workers.forEach(worker -> worker.running().cancelAll(reason));
  }

  private CountDownLatch hold(String name) {
    return holds.computeIfAbsent(name, key -> new CountDownLatch(1));
  }

  private String handle(JobContext context) throws Exception {
    JsonNode wish = JSON.readTree(context.job().data());
    handled.add(context.job().name());
    if (wish.has("heed")) {
      return heed(wish.get("heed").asString(), context);
    }
    if (wish.has("hold")) {
      hold(wish.get("hold").asString()).await();
    }
    if (wish.has("progress")) {
      context.updateProgress(wish.get("progress").toString());
    }
    if (wish.has("step") && context.job().attemptsStarted() == 1) {
      step(context, wish.get("step").asString());
    }
    if (wish.has("discard")) {
      context.discard();
    }
    if (wish.has("throw")
        && context.job().attemptsMade() < wish.path("throwUntil").asInt(Integer.MAX_VALUE)) {
      throw new IllegalStateException(wish.get("throw").asString());
    }
    if (wish.has("unrecoverable")) {
      throw new UnrecoverableException(wish.get("unrecoverable").asString());
    }
    if (wish.has("values")) {
      return context.childrenValues().values().stream().sorted().toList().toString();
    }
    return wish.has("return") ? wish.get("return").toString() : context.job().data();
  }

  /** A handler that is asked to stop ends as its job wishes. */
  private static String heed(String wish, JobContext context) throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    context.whenCancelled(asked::countDown);
    asked.await();
    String reason = String.valueOf(context.cancelReason());
    return switch (wish) {
      case "return" -> JSON.writeValueAsString(reason);
      case "throw" -> throw new IllegalStateException(reason);
      default -> throw new UnrecoverableException(reason);
    };
  }

  /** What a handler waits for in its first start, to go on in a second. */
  private void step(JobContext context, String wish) {
    switch (wish) {
      case "delayed" -> throw new DelayedException(Duration.ofMillis(100));
      case "waiting" -> throw new WaitingException();
      case "limited" -> throw new RateLimitedException(Duration.ofMillis(300));
      case "children" -> {
        addChild(context, Duration.ZERO);
        context.waitForChildren();
      }
      case "pending" ->
          addChild(context, Duration.ofHours(1)); // and completes, although it has not
      default -> throw new IllegalArgumentException(wish);
    }
  }

  private void addChild(JobContext context, Duration delay) {
    JobRef parent = new JobRef(queue.options().prefix() + ":jobs", context.job().id());
    JobOptions options = JobOptions.builder().id("child").parent(parent).delay(delay).build();
    queue.add("child", "{\"return\":\"grown\"}", options);
  }

  @Override
  public void close() {
    holds.values().forEach(CountDownLatch::countDown);
    workers.forEach(worker -> worker.close(Duration.ofSeconds(1)));
  }
}

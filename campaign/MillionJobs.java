import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobState;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.Schedule;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import dev.tidemill.redis.RedisUri;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** The jobs of the campaign, their workers, and how often each was handled. */
final class MillionJobs implements AutoCloseable {

  static final String NAME = "million";

  private static final int A_CALL = 1_000;
  private static final int AT_ONCE = 50;

  private final QueueOptions options;
  private final Queue queue;
  private final int failing;
  private final int completing;
  private final int delayed;
  private final int prioritized;
  private final int waiting;
  private final AtomicIntegerArray handled;
  private final LongAdder all = new LongAdder();
  private volatile boolean fails;
  private Worker worker;

  MillionJobs(RedisUri redis, int size) {
    this.options = new QueueOptions(redis, "bull", NAME);
    this.queue = Queue.open(options);
    this.failing = size * 3 / 10;
    this.completing = size / 10;
    this.delayed = size / 20;
    this.prioritized = size / 20;
    this.waiting = size - failing - completing - delayed - prioritized;
    this.handled = new AtomicIntegerArray(size + 1);
  }

  /** Adds all in bulk and has the first of them fail, others complete. */
  void fill() throws InterruptedException {
    fails = true;
    add(failing, JobOptions.defaults());
    worked(() -> count(JobState.FAILED) == failing);
    fails = false;
    add(completing, JobOptions.defaults());
    worked(() -> count(JobState.COMPLETED) == completing);
    add(delayed, JobOptions.builder().delay(Duration.ofDays(3)).build());
    add(prioritized, JobOptions.builder().priority(7).build());
    add(waiting, JobOptions.defaults());
    queue.schedulers().upsert("hourly", Schedule.cron("0 0 1 1 *").build());
    queue.handle(someId()).log("a line");
  }

  private void add(int count, JobOptions how) {
    for (int from = 0; from < count; from += A_CALL) {
      queue.addAll(
          IntStream.range(from, Math.min(count, from + A_CALL))
              .mapToObj(n -> new NewJob("mail", data(n), how))
              .toList());
    }
  }

  private static String data(int n) {
    return "{\"user\":{\"id\":%d,\"mail\":\"user%d@x.org\"},\"text\":\"%s\"}"
        .formatted(n, n, "hello ".repeat(20));
  }

  private void worked(java.util.function.BooleanSupplier done) throws InterruptedException {
    work();
    Waiting.until(done);
    worker.close();
  }

  /** Begins to work off what is in line. */
  void work() {
    WorkerOptions how = WorkerOptions.builder(options).concurrency(AT_ONCE).build();
    worker = Worker.of(how, context -> handle(context.job().id())).start();
  }

  private String handle(String id) {
    if (id.matches("\\d+")) {
      handled.incrementAndGet(Integer.parseInt(id));
    }
    all.increment();
    if (fails) {
      throw new IllegalStateException("timed out after " + id.length() + " s: " + id);
    }
    return "null";
  }

  /** Lets what is in line stay there. */
  void rest() throws InterruptedException {
    worker.pause();
    worker.awaitPaused(Duration.ofMinutes(1));
  }

  /** Works on. */
  void goOn() {
    worker.resume();
  }

  /** As {@link #handledIn} for workers that rest before and after. */
  double workedIn(int seconds) throws InterruptedException {
    goOn();
    double rate = handledIn(seconds);
    rest();
    if (count(JobState.WAITING) == 0) {
      throw new IllegalStateException("nothing is left in line: give more jobs or less time");
    }
    return rate;
  }

  /** How many a second were handled in that time. */
  double handledIn(int seconds) throws InterruptedException {
    long before = all.sum();
    long began = System.nanoTime();
    TimeUnit.SECONDS.sleep(seconds);
    return (all.sum() - before) / ((System.nanoTime() - began) / 1e9);
  }

  String someId() {
    return Integer.toString(failing / 2);
  }

  long count(JobState state) {
    return queue.jobs().counts(state).values().iterator().next();
  }

  Map<JobState, Long> counts() {
    return queue.jobs().counts();
  }

  /** What is not as it should be once all is worked off; empty when all is. */
  String wrong() {
    int size = failing + completing + delayed + prioritized + waiting;
    long often = 0;
    long seldom = 0;
    for (int id = 1; id <= size; id++) {
      boolean late = id > failing + completing && id <= failing + completing + delayed;
      int expected = id <= failing ? 2 : late ? 0 : 1;
      often += Math.max(0, handled.get(id) - expected);
      seldom += Math.max(0, expected - handled.get(id));
    }
    boolean kept =
        count(JobState.COMPLETED) == size - delayed
            && count(JobState.FAILED) == 0
            && count(JobState.DELAYED) >= delayed;
    return often == 0 && seldom == 0 && kept
        ? ""
        : "handled %d too often, %d too seldom, %s".formatted(often, seldom, counts());
  }

  @Override
  public void close() {
    if (worker != null) {
      worker.close();
    }
    queue.close();
  }
}

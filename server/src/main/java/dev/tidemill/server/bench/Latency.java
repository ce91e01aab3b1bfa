package dev.tidemill.server.bench;

import dev.tidemill.event.WorkerEvent;
import dev.tidemill.job.JobContext;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * How long it takes from the moment a job is to be added until its handler starts, at a fixed rate:
 * an add that is late counts from when it was due.
 */
record Latency() implements Scenario {

  private static final int PER_SECOND = 1_000;
  private static final int CONCURRENCY = 10;
  private static final long BETWEEN_NANOS = 1_000_000_000L / PER_SECOND;

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public int usualJobs() {
    return 5_000;
  }

  @Override
  public int warmUp(int jobs) {
    return Math.min(jobs, 3_000);
  }

  @Override
  public Measured run(Ground ground, QueueOptions options, int jobs) throws InterruptedException {
    AtomicLongArray started = new AtomicLongArray(jobs);
    CountDownLatch left = new CountDownLatch(jobs);
    try (Queue queue = Queue.open(options);
        Worker worker = Worker.of(how(options), job -> start(started, job))) {
      worker.listener(
          event -> {
            if (event instanceof WorkerEvent.Completed) {
              left.countDown();
            }
          });
      worker.start();
      queue.counts(); // connects
      long begin = System.nanoTime() + BETWEEN_NANOS;
      Stretch stretch =
          ground.measure(
              () -> {
                add(ground, queue, begin, jobs);
                ground.await(left);
              });
      String checked = new ReadBack(ground, options, jobs).completed(queue);
      long[] took =
          IntStream.range(0, jobs).mapToLong(n -> started.get(n) - due(begin, n)).toArray();
      return new Measured(jobs, stretch, Quantiles.millis(took), checked);
    }
  }

  private static WorkerOptions how(QueueOptions options) {
    return WorkerOptions.builder(options).concurrency(CONCURRENCY).build();
  }

  private static String start(AtomicLongArray started, JobContext job) {
    started.set(Integer.parseInt(job.job().data()), System.nanoTime());
    return Payload.RESULT.encode(job.job().id());
  }

  private static void add(Ground ground, Queue queue, long begin, int jobs) {
    for (int n = 0; n < jobs; n++) {
      ground.goOn();
      long early = due(begin, n) - System.nanoTime();
      while (early > 0) {
        LockSupport.parkNanos(early);
        early = due(begin, n) - System.nanoTime();
      }
      queue.add("bench", Integer.toString(n));
    }
  }

  private static long due(long begin, int n) {
    return begin + n * BETWEEN_NANOS;
  }
}

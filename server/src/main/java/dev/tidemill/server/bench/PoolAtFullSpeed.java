package dev.tidemill.server.bench;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.Keep;
import dev.tidemill.pool.Pool;
import dev.tidemill.pool.PoolOptions;
import dev.tidemill.pool.PoolOptionsBuilder;
import dev.tidemill.pool.PoolView;
import dev.tidemill.pool.source.Message;
import dev.tidemill.pool.source.Source;
import dev.tidemill.queue.QueueOptions;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Messages through a pool as {@code tidemill run} sets it up, pushed and pulled at full speed. */
record PoolAtFullSpeed() implements Scenario {

  private static final Message MESSAGE = Message.of("{\"content\":\"Message from Pusher\"}");

  @Override
  public String name() {
    return "pool";
  }

  @Override
  public int usualJobs() {
    return 100_000;
  }

  @Override
  public Measured run(Ground ground, QueueOptions options, int jobs) throws InterruptedException {
    try (Pool pool = Pool.open(like(options).source(new SoMany(jobs)).build())) {
      Stretch stretch = ground.measure(() -> run(ground, pool));
      pool.stop();
      PoolView view = pool.view();
      ReadBack.hold("the ledger's count", (long) jobs, view.totalMessageCount());
      ReadBack.hold("the ledger's messages done", (long) jobs, view.done());
      ReadBack.hold("jobs left", 0L, view.counts().unfinished() + view.counts().failed());
      return new Measured(jobs, stretch, jobs + " counted and done");
    }
  }

  /** A pool on that queue that keeps no completed jobs. */
  static PoolOptionsBuilder like(QueueOptions options) {
    return PoolOptions.builder(options)
        .jobs(JobOptions.builder().removeOnComplete(Keep.none()).build())
        .threads(Thread.ofPlatform().daemon().name("tidemill-worker-", 0).factory());
  }

  /** Starts it and waits for the end of its source. */
  static void run(Ground ground, Pool pool) throws InterruptedException {
    pool.start();
    while (!pool.awaitFinished(Duration.ofMillis(100))) {
      ground.goOn();
    }
  }

  /** The same message as often as that. */
  private static final class SoMany implements Source {

    private final AtomicInteger left;

    SoMany(int count) {
      left = new AtomicInteger(count);
    }

    @Override
    public @Nullable Message next() {
      return next(1).isEmpty() ? null : MESSAGE;
    }

    @Override
    public List<Message> next(int most) {
      int had = left.getAndUpdate(now -> Math.max(0, now - most));
      return Collections.nCopies(Math.min(had, most), MESSAGE);
    }
  }
}

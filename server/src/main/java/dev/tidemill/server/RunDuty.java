package dev.tidemill.server;

import dev.tidemill.pool.Pool;
import dev.tidemill.pool.PoolView;
import dev.tidemill.server.cli.RunConfig;
import dev.tidemill.server.progress.Progress;
import dev.tidemill.server.progress.Standing;
import java.time.Duration;

/** Takes a source to its end: starts the pool, shows how far it is, stops it, tells the sum. */
final class RunDuty {

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final RunConfig config;
  private final Screen screen;
  private final Stop stop;

  RunDuty(RunConfig config, Screen screen, Stop stop) {
    this.config = config;
    this.screen = screen;
    this.stop = stop;
  }

  int run() {
    return CarriedOut.of(
        "The run",
        () -> {
          try (Mill mill = Mill.open(config.redis(), config.pool())) {
            return run(mill);
          }
        });
  }

  private int run(Mill mill) throws InterruptedException {
    Pool pool = mill.pool();
    long began = System.nanoTime();
    pool.start();
    String opening = pool.progress().opening();
    if (!opening.isEmpty()) {
      screen.err().println(opening);
    }
    try (Progress progress = screen.progress(() -> standing(pool))) {
      progress.start();
      untilTheEnd(pool, progress);
    } finally {
      if (stop.isAsked()) {
        screen.err().println("Stopping; once more ends at once.");
      }
    }
    dev.tidemill.pool.Progress last = pool.progress();
    pool.stop();
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    return new RunSummary(last, took, config).tell(mill, screen.err(), stop);
  }

  private void untilTheEnd(Pool pool, Progress progress) throws InterruptedException {
    boolean waitingSaid = false;
    while (!stop.isAsked() && !pool.awaitFinished(LOOK_EVERY)) {
      dev.tidemill.pool.Progress now = pool.progress();
      if (now.deadJobs() > 0 && !waitingSaid) {
        progress.say(waiting(now.deadJobs(), now.deadFor()));
      }
      waitingSaid = now.deadJobs() > 0;
    }
  }

  private static String waiting(long jobs, Duration atMost) {
    return "waiting for %d %s of a dead worker, at most %d s"
        .formatted(jobs, jobs == 1 ? "job" : "jobs", (atMost.toMillis() + 999) / 1000);
  }

  private static Standing standing(Pool pool) {
    dev.tidemill.pool.Progress now = pool.progress();
    PoolView view = pool.view();
    long done = now.done() + now.failed();
    Long held = now.total();
    Long total = held == null ? null : held - now.taken() - now.skipped() + now.inherited();
    return new Standing(done, now.failed(), total, view.pusherCount(), view.pullerCount());
  }
}

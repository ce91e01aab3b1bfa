package dev.tidemill.queue;

import dev.tidemill.event.WorkerListener;
import dev.tidemill.job.JobHandler;
import dev.tidemill.job.Outcome;
import dev.tidemill.job.OutcomeHandler;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.wire.QueueKeys;
import dev.tidemill.worker.FeedOptions;
import dev.tidemill.worker.JobFeed;
import dev.tidemill.worker.JobRunner;
import dev.tidemill.worker.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A consumer of a queue: it takes jobs as they come, by BullMQ's rules, and hands each to a
 * handler.
 *
 * <p><b>Threading:</b> any thread. <b>Delivery:</b> at least once: a job is handled again when the
 * process dies, or goes silent for longer than the lock lasts.
 */
public final class Worker implements AutoCloseable {

  private final WorkerOptions options;
  private final SharedConnection verbs;
  private final JobRunner runner;
  private final List<WorkerListener> listeners = new CopyOnWriteArrayList<>();
  private @Nullable JobFeed feed; // guarded by this
  private boolean closed; // guarded by this

  private Worker(WorkerOptions options, OutcomeHandler handler) {
    this.options = options;
    QueueOptions queue = options.queue();
    this.verbs = new SharedConnection(queue.redis(), "");
    QueueKeys keys = new QueueKeys(queue.prefix(), queue.name());
    this.runner =
        new JobRunner(
            handler,
            active -> new HandlerPowers(verbs, keys, options.clock(), active.job().id()),
            options.backoff());
  }

  /** A worker that does not run yet and holds no connection. */
  public static Worker of(WorkerOptions options, JobHandler handler) {
    return ofOutcomes(options, context -> new Outcome.Completed(handler.handle(context)));
  }

  /** As {@link #of} for a handler that tells as a value how each attempt ended. */
  public static Worker ofOutcomes(WorkerOptions options, OutcomeHandler handler) {
    return new Worker(options, handler);
  }

  /** Has a listener told what happens from the start on. */
  public Worker listener(WorkerListener listener) {
    listeners.add(listener);
    return this;
  }

  /** Starts it; does nothing when it runs or has been closed. */
  public synchronized Worker start() {
    if (feed != null || closed) {
      return this;
    }
    JobFeed opened = JobFeed.open(feedOptions());
    listeners.forEach(opened::addListener);
    List<Slot> slots = new ArrayList<>();
    for (int n = 0; n < options.concurrency(); n++) {
      slots.add(new Slot(opened, runner, options.name(), options.threads()));
    }
    slots.forEach(Slot::start);
    feed = opened;
    return this;
  }

  private FeedOptions feedOptions() {
    QueueOptions queue = options.queue();
    return FeedOptions.builder(queue.redis(), queue.prefix(), queue.name())
        .limiter(options.limiter())
        .lock(options.lockDuration())
        .sweep(options.stalledInterval(), options.maxStalledCount())
        .maxStarted(options.maxStartedAttempts())
        .removeOnComplete(options.removeOnComplete())
        .removeOnFail(options.removeOnFail())
        .clock(options.clock())
        .build();
  }

  /**
   * Takes nothing more, waits for the jobs that run, and hands back to the queue those that have
   * not ended by then; their handlers are interrupted.
   */
  public void close(Duration deadline) {
    JobFeed open;
    synchronized (this) {
      closed = true;
      open = feed;
    }
    if (open != null) {
      open.close(deadline);
    }
    verbs.close();
  }

  /** As {@link #close(Duration)}, waiting for as long as it takes. */
  @Override
  public void close() {
    close(Duration.ofDays(365));
  }
}

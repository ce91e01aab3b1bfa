package dev.tidemill.queue;

import dev.tidemill.codec.Codec;
import dev.tidemill.event.WorkerEvent;
import dev.tidemill.event.WorkerListener;
import dev.tidemill.job.ActiveJob;
import dev.tidemill.job.Job;
import dev.tidemill.job.JobHandler;
import dev.tidemill.job.Outcome;
import dev.tidemill.job.OutcomeHandler;
import dev.tidemill.job.TimeBound;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.wire.QueueKeys;
import dev.tidemill.worker.JobFeed;
import dev.tidemill.worker.JobRunner;
import dev.tidemill.worker.Slots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
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
  private final List<WorkerListener> listeners = new ArrayList<>(); // guarded by this
  private @Nullable JobFeed feed; // guarded by this
  private @Nullable Slots slots; // guarded by this, there when the feed is
  private int concurrency; // guarded by this
  private boolean paused; // guarded by this
  private boolean closed; // guarded by this

  private Worker(WorkerOptions options, OutcomeHandler handler) {
    this.options = options;
    QueueOptions queue = options.queue();
    this.verbs = new SharedConnection(queue.redis(), "", Opening.looking(queue));
    QueueKeys keys = new QueueKeys(queue.prefix(), queue.name());
    Executor executor = options.executor();
    this.runner =
        new JobRunner(
            executor == null ? handler : new OnExecutor(executor, handler),
            active -> powers(keys, active.job()),
            options.backoff());
    this.concurrency = options.concurrency();
  }

  private HandlerPowers powers(QueueKeys keys, Job job) {
    return new HandlerPowers(
        verbs,
        keys,
        options.clock(),
        job.id(),
        progress -> tell(new WorkerEvent.Progress(job, progress)));
  }

  /** A worker that does not run yet and holds no connection. */
  public static Worker of(WorkerOptions options, JobHandler handler) {
    return ofOutcomes(options, outcomes(handler));
  }

  private static OutcomeHandler outcomes(JobHandler handler) {
    return context -> completed(handler.handle(context));
  }

  /** A handler that was not checked for null may answer it. */
  private static Outcome completed(@Nullable String value) {
    return value == null ? Outcome.Completed.NOTHING : new Outcome.Completed(value);
  }

  /** As {@link #of} for payloads and results of types of the user's; see {@link TypedHandler}. */
  public static <T, R> Worker typed(
      WorkerOptions options, Codec<T> payload, Codec<R> result, TypedHandler<T, R> handler) {
    return new Worker(
        options, outcomes(TypedHandler.of(options.queue(), payload, result, handler)));
  }

  /**
   * As {@link #of} for a handler that tells as a value how each attempt ended. A result that is no
   * JSON fails its job for good.
   */
  public static Worker ofOutcomes(WorkerOptions options, OutcomeHandler handler) {
    QueueOptions queue = options.queue();
    return new Worker(
        options, context -> JsonCheck.handled(queue, context.job(), handler.handle(context)));
  }

  /** Has a listener told what happens from now on. */
  public synchronized Worker listener(WorkerListener listener) {
    listeners.add(listener);
    if (feed != null) {
      feed.addListener(listener);
    }
    return this;
  }

  /** Starts it, paused if it was paused before; does nothing when it runs or has been closed. */
  public synchronized Worker start() {
    if (feed == null && !closed) {
      JobFeed opened = JobFeed.open(options.feed());
      listeners.forEach(opened::addListener);
      feed = opened;
      slots = new Slots(opened, runner, options.name(), options.threads());
      resize();
    }
    return this;
  }

  private synchronized void resize() {
    if (slots != null && !closed) {
      slots.resize(paused ? 0 : concurrency);
    }
  }

  /** How many jobs it runs at once. */
  public synchronized int concurrency() {
    return concurrency;
  }

  /**
   * Sets how many jobs it runs at once from now on; those that run and are too many go on.
   *
   * @param value 1 or more
   */
  public synchronized Worker concurrency(int value) {
    WorkerOptions.checkConcurrency(value);
    concurrency = value;
    resize();
    return this;
  }

  /**
   * Has this worker take nothing more until {@link #resume}; other workers go on. Jobs that run go
   * on, and one that is on its way from Redis begins: {@link #awaitPaused} waits for them.
   */
  public synchronized Worker pause() {
    if (!paused) {
      paused = true;
      resize();
      tell(new WorkerEvent.Paused());
    }
    return this;
  }

  /** Waits until no job runs in a worker that was paused; false when the time is up first. */
  public boolean awaitPaused(Duration atMost) throws InterruptedException {
    Slots all;
    synchronized (this) {
      all = slots;
    }
    return all == null || all.awaitSurplus(TimeBound.atMost(atMost));
  }

  /** Has this worker take jobs again. */
  public synchronized Worker resume() {
    if (paused) {
      paused = false;
      resize();
      tell(new WorkerEvent.Resumed());
    }
    return this;
  }

  private void tell(WorkerEvent event) {
    JobFeed open;
    synchronized (this) {
      open = feed;
    }
    if (open != null) {
      open.tell(event);
    }
  }

  /** Whether it was paused and not resumed. */
  public synchronized boolean isPaused() {
    return paused;
  }

  /** Whether it has been started and not closed. */
  public synchronized boolean isRunning() {
    return feed != null && !closed;
  }

  /** The jobs that it runs. */
  public RunningJobs running() {
    return new RunningJobs(this::held);
  }

  private synchronized List<ActiveJob> held() {
    return feed == null ? List.of() : List.copyOf(feed.held());
  }

  /**
   * Takes nothing more, waits for the jobs that run, and hands back to the queue those that have
   * not ended by then; their handlers are interrupted. A listener that closes it waits for none of
   * that.
   */
  public void close(Duration deadline) {
    JobFeed open;
    synchronized (this) {
      closed = true;
      open = feed;
    }
    if (open == null) {
      verbs.close();
    } else {
      open.close(TimeBound.atMost(deadline), verbs::close);
    }
  }

  /** As {@link #close(Duration)}, waiting for as long as it takes. */
  @Override
  public void close() {
    close(Duration.ofDays(365));
  }
}

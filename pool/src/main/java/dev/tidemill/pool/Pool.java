package dev.tidemill.pool;

import dev.tidemill.pool.run.Books;
import dev.tidemill.pool.run.Gauge;
import dev.tidemill.pool.run.Hiring;
import dev.tidemill.pool.run.Shift;
import dev.tidemill.pool.state.NewerState;
import dev.tidemill.pool.state.PoolSettings;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.store.HistoryStore;
import dev.tidemill.pool.store.Holder;
import dev.tidemill.queue.Queue;
import dev.tidemill.redis.RedisException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Workers that take turns at pushing messages into a queue and pulling them out.
 *
 * <p>How many push and how many pull follows from the number of messages pushed; that number, the
 * plan and the place in the source are exact whatever dies in between.
 *
 * <p><b>Threading:</b> any thread. Start and stop wait for each other.
 *
 * <p><b>Delivery:</b> each message of a source that knows its place is pushed once, and handled at
 * least once.
 */
public final class Pool implements AutoCloseable {

  private static final Duration FRESH_ENOUGH = Duration.ofMillis(900);

  private final PoolOptions options;
  private final Queue queue;
  private final Books books;
  private final PoolFleet fleet;
  private final Gauge gauge;
  private final Hiring hiring;
  private final InstantSource clock;
  private final ReentrantLock switching = new ReentrantLock();
  private volatile UnaryOperator<PoolState> due = UnaryOperator.identity(); // under switching
  private volatile @Nullable Shift shift;
  private volatile @Nullable PoolState lastPlan;

  private Pool(PoolOptions options, InstantSource clock) {
    this.options = options;
    this.clock = clock;
    this.queue = Queue.open(options.queue(), clock);
    this.books = new Books(options.queue(), options.node(), clock);
    this.fleet = new PoolFleet(books.fleet());
    this.gauge = new Gauge(queue);
    this.hiring = Hiring.with(options.threads(), options.turned());
  }

  /** A pool that is ready to start; connects on first use. */
  public static Pool open(PoolOptions options) {
    return open(options, InstantSource.system());
  }

  /** As {@link #open(PoolOptions)} with a clock of the caller's for all that is stored. */
  public static Pool open(PoolOptions options, InstantSource clock) {
    return new Pool(options, clock);
  }

  /** What it works on and how. */
  public PoolOptions options() {
    return options;
  }

  /**
   * Starts it, and answers once all workers are hired; false when it was running. Where other nodes
   * run the pool already, this one joins them, and hires after a heartbeat those workers that are
   * dealt to it.
   *
   * @throws RedisException when Redis does not answer
   * @throws PoolBusy when another process is the node of that name
   * @throws NewerState when a newer release stored its plan
   * @throws dev.tidemill.pool.source.SourceFailed when the source cannot begin
   * @throws dev.tidemill.pool.handler.HandlerFailed when the handler cannot begin
   */
  public boolean start() {
    switching.lock();
    try {
      if (shift != null) {
        return false;
      }
      books.examine();
      takeHold();
      shift = begin();
      due = UnaryOperator.identity();
      return true;
    } finally {
      switching.unlock();
    }
  }

  private void takeHold() {
    String other = books.holder().take();
    if (other != null) {
      throw new PoolBusy(
          "Node %s of pool %s:%s is %s. Stop that one, or have this one join it under another --node;"
                  .formatted(
                      options.node(), options.queue().prefix(), options.queue().name(), other)
              + " one that has died is forgotten after "
              + Holder.SILENCE.toSeconds()
              + " s");
    }
  }

  private Shift begin() {
    try {
      return Shift.begin(options.orders(due), queue, books, gauge, hiring);
    } catch (RuntimeException e) {
      letGo();
      throw e;
    }
  }

  private void letGo() {
    try {
      books.holder().release();
    } catch (RedisException e) {
      // It is forgotten by itself.
    }
  }

  /**
   * Stops it, and answers when that is done; false when it was not running. Nothing more is pushed
   * or claimed; a handler that does not end in time is interrupted and its message goes back.
   */
  public boolean stop() {
    switching.lock();
    try {
      Shift ending = shift;
      if (ending == null) {
        return false;
      }
      lastPlan = ending.end();
      if (gauge.isOk()) { // a Redis that is away is not waited for again
        letGo();
        gauge.noOlderThan(Duration.ZERO);
      }
      shift = null;
      return true;
    } finally {
      switching.unlock();
    }
  }

  /** Whether it is started. */
  public boolean isRunning() {
    return shift != null;
  }

  /**
   * Changes the settings, and is answered when that is stored; all who follow the plan take it. A
   * pool that is not running takes it at its next start. What is changed stays over restarts, until
   * a start asks for something else than the one before.
   *
   * @param change from the settings in force to others; may be asked again when somebody else has
   *     changed the plan meanwhile
   * @throws IllegalArgumentException when they do not go together
   * @throws RedisException when the pool runs and Redis does not answer; then nothing is changed
   */
  public void change(UnaryOperator<PoolSettings> change) {
    UnaryOperator<PoolState> decision =
        plan ->
            plan.with(
                PoolOptions.oneSided(
                    change.apply(plan.settings()), options.source(), options.handler()));
    switching.lock();
    try {
      Shift running = shift;
      if (running != null) {
        running.steer(decision);
        return;
      }
      @SuppressWarnings("unused") // what does not go together is refused here
      PoolState tried = decision.apply(restingPlan());
      UnaryOperator<PoolState> before = due;
      due = plan -> decision.apply(before.apply(plan));
      lastPlan = null;
    } finally {
      switching.unlock();
    }
  }

  /** What can be done to it by hand while it runs. */
  public PoolHands byHand() {
    return new PoolHands(this::steer, this::kill, clock);
  }

  private boolean kill(String worker) {
    Shift running = shift;
    return running != null && running.kill(worker);
  }

  private void steer(String what, UnaryOperator<PoolState> decision) {
    switching.lock();
    try {
      Shift running = shift;
      if (running == null) {
        throw new IllegalStateException(
            "Cannot %s pool %s: it is not running. Start it first"
                .formatted(what, options.queue().name()));
      }
      running.steer(decision);
    } finally {
      switching.unlock();
    }
  }

  /** The pool at this moment; before the first start the plan that is stored, else a fresh one. */
  public PoolView view() {
    Shift running = shift;
    Gauge.Reading reading = running == null ? gauge.noOlderThan(FRESH_ENOUGH) : gauge.last();
    PoolState plan = running == null ? restingPlan() : running.plan();
    return PoolView.of(running, plan, reading, gauge.isOk(), books.findings());
  }

  private PoolState restingPlan() {
    PoolState known = lastPlan;
    if (known == null && gauge.isOk()) {
      known = stored();
      lastPlan = known;
    }
    return due.apply(known == null ? PoolState.fresh(options.settings()) : known);
  }

  private @Nullable PoolState stored() {
    try {
      return books.peek(options.settings());
    } catch (RedisException | NewerState e) {
      return null; // a start tells it
    }
  }

  /**
   * The copy of the state under the original program's key, as JSON; null when there is none.
   *
   * @throws RedisException when Redis does not answer
   */
  public @Nullable String systemState() {
    return books.systemState();
  }

  /** The processes that run it, as they tell of themselves. */
  public PoolFleet fleet() {
    return fleet;
  }

  /** What has happened in it during the last hour, as it is written down in Redis. */
  public HistoryStore history() {
    return books.history();
  }

  /** How far it is since it was started; all zero when it is not running. */
  public Progress progress() {
    Shift running = shift;
    return running == null ? Progress.NONE : Progress.of(running, options.source(), gauge.last());
  }

  /**
   * Waits until the source has ended and no job is left in the queue, then marks the source as
   * finished. The pool goes on running until it is stopped.
   *
   * @return whether that came to pass within the time; false also when the pool is not running
   * @throws dev.tidemill.pool.source.SourceFailed when the source ended before its end; told once
   *     the queue is empty
   */
  public boolean awaitFinished(Duration atMost) throws InterruptedException {
    Shift running = shift;
    return running != null && running.awaitFinished(atMost);
  }

  /** Ends at once, as a crash would: nothing is finished, handed back or stored. */
  void abandon() {
    Shift running = shift;
    if (running != null) {
      running.abandon();
      shift = null;
    }
    queue.close();
    books.close();
  }

  /** Stops it and lets go of Redis. */
  @Override
  public void close() {
    stop();
    queue.close();
    books.close();
  }
}

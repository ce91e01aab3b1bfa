package dev.tidemill.pool.run;

import dev.tidemill.loop.Loop;
import dev.tidemill.loop.Waiter;
import dev.tidemill.pool.node.PlanWatch.Known;
import dev.tidemill.pool.state.Finding;
import dev.tidemill.pool.state.NewerState;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.Staircase;
import dev.tidemill.pool.store.HistoryEntry.Kind;
import dev.tidemill.queue.Standing;
import dev.tidemill.redis.RedisException;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * The thread that writes down what happens, four times a second: who has turned, how the plan has
 * stepped; once a second a sample and the plan itself, after the policy has had its say.
 *
 * <p>It reads the ledger as well, and so finds out when somebody else has stored another plan, or
 * when Redis has come back from its death with an older one.
 */
final class Recorder implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Recorder.class.getName());
  private static final Duration TICK = Duration.ofMillis(250);
  private static final int TICKS_A_SAMPLE = 4;
  private static final int TICKS_A_LOOK = 20;

  private final Crew crew;
  private final Helm helm;
  private final Books books;
  private final Gauge gauge;
  private final Pilot pilot;
  private final Strangers strangers;
  private final Supervision supervision;
  private final ProgressWatch progress;
  private final Waiter tick = new Waiter();
  private final Loop loop = new Loop("tidemill-recorder", this::step, this::troubled);
  private PoolState told; // of the loop's thread
  private boolean started; // of the loop's thread
  private long ticks; // of the loop's thread
  private boolean saved; // of the thread that ends the pool
  private String trouble = ""; // of the loop's thread: what went wrong last time

  Recorder(Crew crew, Helm helm, Books books, Gauge gauge, Pilot pilot) {
    this.crew = crew;
    this.helm = helm;
    this.books = books;
    this.gauge = gauge;
    this.pilot = pilot;
    this.strangers = gauge.strangers(books.findings());
    this.supervision = new Supervision(crew, books.chronicle());
    this.progress = new ProgressWatch(crew, gauge);
    this.told = crew.plan();
  }

  void start() {
    loop.start();
  }

  private void step() throws InterruptedException {
    if (!started) {
      books.chronicle().comes(crew.nodes(), told);
      started = true;
    }
    tick.await(TICK);
    Known before = helm.known();
    Standing standing = gauge.look().standing();
    if (loop.isStopped()) {
      return; // nobody may have waited for that answer
    }
    boolean follows = follow(standing, before);
    trouble = "";
    PoolState plan = crew.plan();
    tell(plan);
    supervision.look();
    pilot.look(plan, gauge.last());
    if (++ticks % TICKS_A_SAMPLE == 0) {
      books.chronicle().sample(plan, gauge.last());
      books.holder().hold();
      progress.look();
      lookAround();
      if (follows) {
        steer(plan);
      }
    }
  }

  /** Whether the plan that is stored is one that this release can follow. */
  private boolean follow(Standing standing, Known before) {
    try {
      helm.follow(standing, before);
      books.findings().over(Finding.Code.PLAN_NEWER);
      return true;
    } catch (NewerState e) {
      books.findings().alert(e.finding());
      return false;
    }
  }

  /** The larger the fleet, the more seldom: each node asks Redis for all its clients. */
  private void lookAround() {
    long every = (long) TICKS_A_LOOK * Math.max(1, crew.nodes().size());
    if (ticks % every == TICKS_A_SAMPLE) {
      strangers.look();
    }
  }

  /**
   * One stores for all that the total has moved: nobody needs it who has the ledger, and each plan
   * that is stored is loaded by every other node.
   */
  private void steer(PoolState plan) {
    if (crew.isSpeaker()) {
      pilot.read(plan, crew.nodes());
      helm.steer(pilot::decide);
    } else {
      pilot.rest();
      books.findings().leave(Finding.Code.COPY_FOREIGN); // who stores the plan sees it
    }
  }

  private void tell(PoolState plan) {
    boolean speaks = crew.isSpeaker();
    if (speaks && !plan.settings().equals(told.settings())) {
      books.chronicle().note(Kind.LIMITS, plan);
    }
    books.chronicle().changes(crew.workers(), crew.nodes().size(), speaks ? told : plan, plan);
    told = plan;
  }

  /** Redis that is away is told once, and so is everything else that goes on and on. */
  private void troubled(Throwable cause) {
    String what = cause instanceof RedisException ? "Redis" : String.valueOf(cause.getMessage());
    if (!what.equals(trouble)) {
      LOG.log(Level.WARNING, "The pool''s record is interrupted: {0}", cause.getMessage());
    }
    trouble = what;
  }

  /**
   * Stores the plan as of the last message, once closed; tells when that is not possible.
   *
   * @param patience with a Redis that has fallen silent since it was asked last
   */
  PoolState saveLast(Duration patience) {
    if (!books.answerWithin(patience)) {
      return leaveUnsaved();
    }
    PoolState plan = crew.plan();
    try {
      PoolState stored = books.save(plan);
      if (stored == null) {
        stored = Staircase.advance(books.load(plan), plan.total());
      }
      tell(stored);
      books.chronicle().lastTurns(crew.workers());
      books.chronicle().goes(crew.nodes(), stored);
      saved = true;
      return stored;
    } catch (RedisException | NewerState e) {
      return unsaved(plan, String.valueOf(e.getMessage()));
    }
  }

  /** As {@link #saveLast} where Redis is not asked, which does not answer. */
  PoolState leaveUnsaved() {
    gauge.lost();
    return unsaved(crew.plan(), "Redis does not answer");
  }

  private static PoolState unsaved(PoolState plan, String why) {
    LOG.log(
        Level.WARNING,
        "The plan could not be stored ({0}): the next start repairs it by the ledger",
        why);
    return plan;
  }

  /** Whether the plan was stored when that was asked for last. */
  boolean isSaved() {
    return saved;
  }

  /** Has it end after what it is doing. */
  void stop() {
    loop.stop();
  }

  /** Ends it; answers whether that was done within the time. */
  boolean close(Duration within) {
    return loop.close(within);
  }

  @Override
  public void close() {
    loop.close();
  }
}

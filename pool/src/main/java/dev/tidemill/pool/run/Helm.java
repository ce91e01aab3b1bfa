package dev.tidemill.pool.run;

import dev.tidemill.pool.node.Decision;
import dev.tidemill.pool.node.PlanWatch.Known;
import dev.tidemill.pool.node.PlanWatch.Seen;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.queue.Standing;
import java.lang.System.Logger.Level;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * The one place where a plan is decided on and stored; the crew follows what is stored.
 *
 * <p><b>Threading:</b> any thread; one decision at a time.
 */
final class Helm {

  private static final System.Logger LOG = System.getLogger(Helm.class.getName());

  private final Crew crew;
  private final Books books;
  private final ReentrantLock lock = new ReentrantLock();

  Helm(Crew crew, Books books) {
    this.crew = crew;
    this.books = books;
  }

  /**
   * Decides on the plan as of all that is counted and stores what comes of it; decides again where
   * somebody else has stored another plan meanwhile.
   *
   * @throws dev.tidemill.redis.RedisException when Redis does not answer; then nothing is changed
   * @throws RuntimeException what the decision throws
   */
  PoolState steer(UnaryOperator<PoolState> what) {
    Decision decision = new Decision(what);
    lock.lock();
    try {
      while (true) {
        PoolState plan = crew.plan();
        PoolState stored = books.save(decision.on(plan));
        if (stored != null) {
          crew.adopt(stored);
          return stored;
        }
        crew.adopt(books.load(plan));
      }
    } finally {
      lock.unlock();
    }
  }

  /** What is known before the ledger is asked. */
  Known known() {
    return books.watch().known(crew.total());
  }

  /** Goes over to the count and the plan of others, or to what Redis has gone back to. */
  void follow(Standing standing, Known before) {
    Seen seen = books.watch().compare(standing.version(), standing.count(), before);
    if (seen == Seen.SET_BACK) {
      LOG.log(
          Level.WARNING,
          "Redis has lost the last seconds: it was at {0} and is at {1}",
          before,
          new Known(standing.version(), standing.count()));
    } else {
      crew.counted(standing.count()); // a node without workers hears of it here alone
    }
    if (seen == Seen.SAME) {
      return;
    }
    lock.lock();
    try {
      PoolState plan = crew.plan();
      if (seen == Seen.SET_BACK) {
        crew.goBack(books.loadForgotten(plan.settings()), standing.count());
      } else {
        crew.adopt(books.load(plan)); // what was counted since the ledger was read stays counted
      }
    } finally {
      lock.unlock();
    }
  }
}

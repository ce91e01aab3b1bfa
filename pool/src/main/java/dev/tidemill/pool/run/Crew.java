package dev.tidemill.pool.run;

import dev.tidemill.pool.node.Order;
import dev.tidemill.pool.node.Seating;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.Staircase;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The workers of this node, who are told what its {@link Seating} decides.
 *
 * <p><b>Threading:</b> any thread.
 */
final class Crew {

  private final Station station;
  private final Staff staff; // guarded by lock
  private final Seating seating; // guarded by lock
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLong total = new AtomicLong();
  private boolean open = true; // guarded by lock
  private volatile long nextSwitchAt;

  Crew(String node, PoolState plan, Station station, Hiring hiring) {
    this.station = station;
    this.staff = new Staff(station, hiring);
    this.seating = new Seating(node, plan);
    this.total.set(plan.total());
    this.nextSwitchAt = plan.nextSwitchAt();
  }

  /** Hires everybody that the plan has a place for on this node. */
  void begin() {
    hear(Seating::begin);
  }

  /** Hears over which nodes the workers are dealt; while this one is not among them it has none. */
  void dealtOver(List<String> all) {
    hear(seats -> seats.dealtOver(all));
  }

  /** Hears how many messages have been pushed in all. */
  void counted(long count) {
    long most = total.accumulateAndGet(count, Math::max);
    if (most >= nextSwitchAt) {
      hear(seats -> seats.counted(most));
    }
  }

  /** Goes over to a plan that is stored; what is counted stays counted. */
  void adopt(PoolState stored) {
    hear(seats -> seats.adopt(stored));
  }

  /** Goes over to a plan and a count as Redis has them after it has lost the last seconds. */
  void goBack(PoolState stored, long count) {
    hear(
        seats -> {
          total.set(count);
          return seats.goBack(stored, count);
        });
  }

  /** Has pushers that have nothing left to push pull, up to the limit on pullers. */
  void sourceTurned() {
    lock.lock();
    try {
      hear(seats -> List.of());
      staff.each(PoolWorker::look);
    } finally {
      lock.unlock();
    }
  }

  /** Hears which node reads the source, where only one can. */
  void readBy(String name) {
    hear(seats -> seats.readBy(name));
  }

  /** Whether to hear where the sources have ended; asked once a beat. */
  boolean asksWhoHasEnded() {
    lock.lock();
    try {
      return seating.asksWhoHasEnded(total.get());
    } finally {
      lock.unlock();
    }
  }

  /** Hears on which nodes they have, as far as they tell. */
  void ended(Set<String> there) {
    hear(seats -> seats.ended(there));
  }

  private void hear(Function<Seating, List<Order>> event) {
    lock.lock();
    try {
      seating.source(station.line().isExhausted()).forEach(this::carryOut);
      seating.counted(total.get()).forEach(this::carryOut);
      event.apply(seating).forEach(this::carryOut);
      nextSwitchAt = seating.nextSwitchAt();
      station.feed().limiter(seating.plan().settings().limiter());
      station.backpressure().bound(seating.plan().settings().maxBacklog());
      if (station.pace().change(seating.plan().settings().pushInterval())) {
        staff.each(PoolWorker::look); // the old one is not waited out
      }
    } finally {
      lock.unlock();
    }
  }

  private void carryOut(Order order) {
    switch (order) {
      case Order.Hire hire -> staff.hire(hire.worker(), hire.role(), hire.rests());
      case Order.Dismiss dismiss -> staff.dismiss(dismiss.worker());
      case Order.Forget forget -> staff.forget(forget.worker());
      case Order.Turn turn -> staff.tell(turn.worker(), worker -> worker.turn(turn.to()));
      case Order.Rest rest -> staff.tell(rest.worker(), worker -> worker.rest(rest.rests()));
      case Order.Help help -> staff.tell(help.worker(), worker -> worker.help(help.helps()));
    }
  }

  /** Ends the thread of a worker as an accident would; answers whether it was here. */
  boolean kill(String worker) {
    lock.lock();
    try {
      PoolWorker victim = staff.get(worker);
      if (victim != null) {
        victim.leave();
        victim.hurry(); // the message that it handles goes back to the queue
      }
      return victim != null;
    } finally {
      lock.unlock();
    }
  }

  /** The workers whose threads have ended though they have their places. */
  List<PoolWorker> lost() {
    lock.lock();
    try {
      return open ? staff.lost() : List.of();
    } finally {
      lock.unlock();
    }
  }

  /** Gives the place of a lost worker to a new thread of the same identity. */
  void replace(PoolWorker lost) {
    lock.lock();
    try {
      if (open && staff.get(lost.id()) == lost) {
        staff.replace(lost);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The plan as of all that has been counted. */
  PoolState plan() {
    lock.lock();
    try {
      return Staircase.advance(seating.plan(), total.get());
    } finally {
      lock.unlock();
    }
  }

  /** Messages pushed in all. */
  long total() {
    return total.get();
  }

  /** Whether it is this node that decides for all and writes down what becomes of the plan. */
  boolean isSpeaker() {
    lock.lock();
    try {
      return seating.isSpeaker();
    } finally {
      lock.unlock();
    }
  }

  /** Whether anybody works on this node. */
  boolean works() {
    lock.lock();
    try {
      return seating.works();
    } finally {
      lock.unlock();
    }
  }

  /** The nodes over which the workers are dealt. */
  List<String> nodes() {
    lock.lock();
    try {
      return seating.nodes();
    } finally {
      lock.unlock();
    }
  }

  /** The workers of this node in the order of the plan, and after them those that rest. */
  List<PoolWorker> workers() {
    lock.lock();
    try {
      return seating.plan().places().stream()
          .flatMap(worker -> Stream.ofNullable(staff.get(worker)))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /** Has everybody leave; answers whether all were gone within the time. */
  boolean dismissAll(Duration within) throws InterruptedException {
    List<PoolWorker> everybody = everybody();
    everybody.forEach(PoolWorker::leave);
    return Staff.areGone(everybody, within);
  }

  /** Answers whether all are gone within the time. */
  boolean areGone(Duration within) throws InterruptedException {
    return Staff.areGone(everybody(), within);
  }

  /** Has all handlers give up. */
  void hurry() {
    everybody().forEach(PoolWorker::hurry);
  }

  private List<PoolWorker> everybody() {
    lock.lock();
    try {
      open = false;
      seating.end();
      return staff.everybody();
    } finally {
      lock.unlock();
    }
  }
}

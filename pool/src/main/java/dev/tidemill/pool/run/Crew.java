package dev.tidemill.pool.run;

import dev.tidemill.pool.state.Change;
import dev.tidemill.pool.state.Deal;
import dev.tidemill.pool.state.Help;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.Seat;
import dev.tidemill.pool.state.Staircase;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The workers of a pool and the plan that they follow.
 *
 * <p>Every answer of the ledger tells how many messages have been pushed; where that reaches the
 * next switch the plan advances and those workers turn, are hired or dismissed whom it names. An
 * answer that comes late never moves the plan back.
 *
 * <p><b>Threading:</b> any thread.
 */
final class Crew {

  private final String node;
  private final Station station;
  private final Staff staff; // guarded by lock
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLong total = new AtomicLong();
  private PoolState plan; // guarded by lock
  private List<String> nodes = List.of(); // guarded by lock: over which the workers are dealt
  private String reader = ""; // guarded by lock: the node that reads the source, "" for all
  private boolean open; // guarded by lock
  private volatile long nextSwitchAt;

  Crew(String node, PoolState plan, Station station, Hiring hiring) {
    this.node = node;
    this.plan = plan;
    this.station = station;
    this.staff = new Staff(station, hiring);
    this.total.set(plan.total());
    this.nextSwitchAt = plan.nextSwitchAt();
  }

  /** Hires everybody that the plan has a place for on this node. */
  void begin() {
    lock.lock();
    try {
      open = true;
      deal();
      shareHelp();
    } finally {
      lock.unlock();
    }
  }

  /** Hears over which nodes the workers are dealt; while this one is not among them it has none. */
  void dealtOver(List<String> all) {
    lock.lock();
    try {
      nodes = all;
      if (open) {
        deal();
        shareHelp();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Hires whom this node has to have and has not, and dismisses the others. */
  private void deal() {
    List<Seat> places = Stream.concat(plan.seats().stream(), plan.resting().stream()).toList();
    Set<String> ours = Deal.to(node, plan.places(), nodes);
    staff.keepOnly(ours);
    for (Seat place : places) {
      if (ours.contains(place.worker()) && !staff.has(place.worker())) {
        staff.hire(place.worker(), place.role(), plan.resting().contains(place));
      }
    }
  }

  /** Hears how many messages have been pushed in all. */
  void counted(long count) {
    long most = total.accumulateAndGet(count, Math::max);
    if (most >= nextSwitchAt) {
      follow(null);
    }
  }

  /** Goes over to a plan that is stored; what is counted stays counted. */
  void adopt(PoolState stored) {
    follow(stored);
  }

  /** Goes over to a plan and a count that Redis holds, also when that count has gone back. */
  void adopt(PoolState stored, long count) {
    lock.lock();
    try {
      total.set(count);
      follow(Staircase.advance(stored, count));
    } finally {
      lock.unlock();
    }
  }

  private void follow(@Nullable PoolState base) {
    lock.lock();
    try {
      PoolState next = Staircase.advance(base == null ? plan : base, total.get());
      List<Change> changes = Staircase.changes(plan, next);
      plan = next;
      nextSwitchAt = next.nextSwitchAt();
      station.feed().limiter(next.settings().limiter());
      if (station.pace().change(next.settings().pushInterval())) {
        staff.each(PoolWorker::look); // the old one is not waited out
      }
      if (open) {
        changes.forEach(this::carryOut);
        if (changes.stream().anyMatch(Crew::isOfPlaces)) {
          deal();
        }
        shareHelp();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether there are other workers than before; that may move some from node to node. */
  private static boolean isOfPlaces(Change change) {
    return change instanceof Change.Hired || change instanceof Change.Dismissed;
  }

  private void carryOut(Change change) {
    switch (change) {
      case Change.Turned turned -> staff.tell(turned.worker(), worker -> worker.turn(turned.to()));
      case Change.Hired hired -> {
        // It is hired by the node to which it is dealt.
      }
      case Change.Dismissed gone -> staff.forget(gone.worker());
      case Change.Rested rested -> staff.tell(rested.worker(), worker -> worker.rest(true));
      case Change.Resumed resumed ->
          staff.tell(resumed.worker(), worker -> resume(worker, resumed));
      case Change.Stepped step -> {
        // The turns beside it are the step.
      }
      case Change.Switched switched -> {
        // It concerns the plan alone.
      }
    }
  }

  private static void resume(PoolWorker worker, Change.Resumed resumed) {
    if (worker.role() != resumed.role()) {
      worker.turn(resumed.role());
    }
    worker.rest(false);
  }

  /** Has pushers that have nothing left to push pull, up to the limit on pullers. */
  void sourceTurned() {
    lock.lock();
    try {
      shareHelp();
      staff.each(PoolWorker::look);
    } finally {
      lock.unlock();
    }
  }

  /** Hears which node reads the source, where only one can. */
  void readBy(String name) {
    lock.lock();
    try {
      reader = name;
      shareHelp();
    } finally {
      lock.unlock();
    }
  }

  private void shareHelp() {
    boolean ended = station.line().isExhausted() && (reader.isEmpty() || reader.equals(node));
    Help help = Help.of(plan, nodes, ended ? "" : reader, ended);
    for (Seat seat : plan.seats()) {
      staff.tell(seat.worker(), worker -> worker.help(help.workers().contains(seat.worker())));
    }
  }

  /** The plan as of all that has been counted. */
  PoolState plan() {
    lock.lock();
    try {
      return Staircase.advance(plan, total.get());
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
      if (nodes.contains(reader)) {
        return reader.equals(node); // it knows whether the source has ended
      }
      return !nodes.isEmpty() && nodes.getFirst().equals(node);
    } finally {
      lock.unlock();
    }
  }

  /** The nodes over which the workers are dealt. */
  List<String> nodes() {
    lock.lock();
    try {
      return nodes;
    } finally {
      lock.unlock();
    }
  }

  /** The workers of this node in the order of the plan, and after them those that rest. */
  List<PoolWorker> workers() {
    lock.lock();
    try {
      return Stream.concat(plan.seats().stream(), plan.resting().stream())
          .flatMap(seat -> Stream.ofNullable(staff.get(seat.worker())))
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

  /** Has all handlers give up; answers whether everybody was gone within the time. */
  boolean hurry(Duration within) throws InterruptedException {
    List<PoolWorker> everybody = everybody();
    everybody.forEach(PoolWorker::hurry);
    return Staff.areGone(everybody, within);
  }

  private List<PoolWorker> everybody() {
    lock.lock();
    try {
      open = false;
      return staff.everybody();
    } finally {
      lock.unlock();
    }
  }
}

package dev.tidemill.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The slots of a consumer: as many as it runs jobs at once, more or fewer as it is told.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class Slots {

  private final JobFeed feed;
  private final JobRunner runner;
  private final String worker;
  private final ThreadFactory threads;
  private final List<Slot> serving = new ArrayList<>(); // guarded by this
  private final List<Slot> leaving = new ArrayList<>(); // guarded by this
  private int wanted; // guarded by this
  private volatile boolean tooMany; // written under this: more serve than are wanted
  private volatile boolean one; // written under this: a single one is wanted

  /**
   * None yet.
   *
   * @param worker told to the jobs; empty for nobody
   * @param threads makes a thread for each
   */
  public Slots(JobFeed feed, JobRunner runner, String worker, ThreadFactory threads) {
    this.feed = feed;
    this.runner = runner;
    this.worker = worker;
    this.threads = threads;
  }

  /**
   * Has so many take jobs from now on. Of those that are too many the idle ones go at once, then
   * whoever ends a job first.
   */
  public synchronized void resize(int count) {
    wanted = count;
    one = count == 1;
    tooMany = serving.size() > wanted; // a slot that is seen busy now looks once it is idle
    leaving.removeIf(slot -> !slot.isAlive());
    for (Slot slot : List.copyOf(serving)) {
      if (serving.size() > wanted && slot.isIdle()) {
        leave(slot);
        slot.retire();
      }
    }
    while (serving.size() < wanted) {
      Slot slot = new Slot(feed, runner, worker, this, threads);
      serving.add(slot);
      slot.start();
    }
    tooMany = serving.size() > wanted;
  }

  /** Whether one slot is all there is to be. */
  boolean isOne() {
    return one;
  }

  /** Whether a slot is one too many, and then counts it out. */
  boolean dismisses(Slot slot) {
    return tooMany && countOut(slot);
  }

  private synchronized boolean countOut(Slot slot) {
    if (serving.size() > wanted) {
      leave(slot);
      tooMany = serving.size() > wanted;
      return true;
    }
    return false;
  }

  private void leave(Slot slot) {
    serving.remove(slot);
    leaving.add(slot);
  }

  /**
   * Waits until those that take no more jobs have ended, all when none is wanted; false when the
   * time is up first.
   */
  public boolean awaitSurplus(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.NANOSECONDS.convert(atMost);
    List<Slot> ending;
    synchronized (this) {
      ending = new ArrayList<>(leaving);
      if (wanted == 0) {
        ending.addAll(serving);
      }
    }
    for (Slot slot : ending) {
      if (!slot.awaitEnd(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
        return false;
      }
    }
    return true;
  }
}

package dev.tidemill.server.api.bulk;

import dev.tidemill.queue.QueueDirectory.Entry;
import dev.tidemill.server.api.Json;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One deed that goes on by itself.
 *
 * <p><b>Threading:</b> the thread that carries it out writes; any may read and cancel.
 */
final class Operation {

  private static final int REST_FOR_WORK = 9; // Redis is ours for a tenth of the time at most
  private static final long LONGEST_REST = TimeUnit.SECONDS.toNanos(1);

  /** How far it is. */
  enum Phase {
    /** It looks which jobs are meant. */
    SEARCHING,
    /** It does what it is to do. */
    RUNNING,
    /** All is done. */
    DONE,
    /** It was ended before its end. */
    CANCELLED,
    /** It could not go on. */
    FAILED
  }

  /** Ends the thread's work where it is. */
  static final class Cancelled extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final String id;
  private final String action;
  private final Entry queue;
  private final long startedAt;
  private final Room room;
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private volatile Phase phase = Phase.SEARCHING;
  private volatile long endedAt;
  private volatile String error = "";
  private volatile @Nullable Long total;
  private volatile long searched;
  private volatile long matched;
  private volatile long done;
  private volatile long skipped;
  private long busySince = System.nanoTime();

  Operation(String id, String action, Entry queue, InstantSource clock, Room room) {
    this.room = room;
    this.id = id;
    this.action = action;
    this.queue = queue;
    this.startedAt = clock.millis();
  }

  String id() {
    return id;
  }

  boolean isOver() {
    return endedAt != 0;
  }

  /** Has it end after the chunk that is under way; false when it is over. */
  boolean cancel() {
    boolean goesOn = !isOver();
    cancelled.countDown();
    return goesOn;
  }

  /** Lets others have Redis for a while, after each chunk. */
  void rest() {
    long took = System.nanoTime() - busySince;
    await(Math.min(LONGEST_REST, took * REST_FOR_WORK), TimeUnit.NANOSECONDS);
    busySince = System.nanoTime();
  }

  /** Does nothing for so long, unless it is cancelled. */
  void await(long time, TimeUnit unit) {
    try {
      if (cancelled.await(time, unit)) {
        throw new Cancelled();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Cancelled();
    }
  }

  /**
   * Tells how far the search is, whose finds are held until the end.
   *
   * @throws dev.tidemill.server.api.Refused when all operations together hold too many
   */
  void found(long searchedNow, long totalNow, long matchedNow) {
    room.take(matchedNow - matched);
    searched = searchedNow;
    total = totalNow;
    matched = matchedNow;
  }

  void running() {
    phase = Phase.RUNNING;
  }

  /** The thread alone counts, so nothing is lost. */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  void count(long doneNow, long skippedNow) {
    done += doneNow;
    skipped += skippedNow;
  }

  void end(Phase last, String why, InstantSource clock) {
    error = why;
    phase = last;
    room.giveBack(matched);
    endedAt = clock.millis();
  }

  ObjectNode json() {
    ObjectNode one = Json.object().put("id", id).put("action", action);
    one.put("prefix", queue.prefix()).put("queue", queue.name());
    one.put("phase", phase.name().toLowerCase(Locale.ROOT)).put("over", isOver());
    one.put("searched", searched).put("total", total);
    one.put("matched", matched).put("done", done).put("skipped", skipped);
    Json.putTime(one, "startedAt", startedAt);
    Json.putTime(one, "endedAt", endedAt);
    if (!error.isEmpty()) {
      one.put("error", error);
    }
    return one;
  }
}

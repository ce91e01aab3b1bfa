package dev.tidemill.job;

import dev.tidemill.input.InvalidName;
import dev.tidemill.input.InvalidOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps jobs of one kind from piling up: while a job owns the id, further ones with that id are
 * dropped, or take its place, as told here. An add that is dropped answers the owner's id.
 *
 * <p>Without a time to live the owner gives the id up when it finishes or is removed; with one, the
 * id is taken until the time has run out, whether the owner has finished or not.
 *
 * @param id what the jobs have in common; any text
 * @param ttl how long the id stays taken, in whole milliseconds; null for as long as its owner is
 *     unfinished
 * @param extend whether a further add starts the time anew
 * @param replace whether a further add takes the place of an owner that is still delayed
 * @param keepLastIfActive whether the last of those dropped while the owner is active is added when
 *     it finishes; the id is then taken until that is over, whatever {@code ttl} says
 * @param reschedule whether a further add gives an owner that is still delayed its own delay
 */
public record Deduplication(
    String id,
    @Nullable Duration ttl,
    boolean extend,
    boolean replace,
    boolean keepLastIfActive,
    boolean reschedule) {

  /** Checks the options. */
  public Deduplication {
    if (id.isEmpty()) {
      throw new InvalidName("deduplication id is empty: give what the jobs share");
    }
    if (ttl != null && TimeBound.check("deduplication ttl", ttl).toMillis() < 1) {
      throw new InvalidOption(
          "deduplication ttl is " + ttl + ": give a millisecond or more, or leave it out");
    }
    if (extend && ttl == null) {
      throw new InvalidOption(
          "deduplication '" + id + "' extends a time that it does not have: give a ttl too");
    }
    if (replace && reschedule) {
      throw new InvalidOption(
          "deduplication '" + id + "' can replace a delayed job or reschedule it: choose one");
    }
  }

  /** Drops further jobs until the owner has finished. */
  public static Deduplication simple(String id) {
    return new Deduplication(id, null, false, false, false, false);
  }

  /** Drops further jobs for that long from the first on. */
  public static Deduplication throttle(String id, Duration ttl) {
    return new Deduplication(id, ttl, false, false, false, false);
  }

  /**
   * The last job wins, once none has come for that long: each takes the place of the one before and
   * starts the time anew. The jobs should be delayed by as much.
   */
  public static Deduplication debounce(String id, Duration ttl) {
    return new Deduplication(id, ttl, true, true, false, false);
  }

  /** Drops further jobs, but runs the last that came while the owner was active after it. */
  public static Deduplication keepLast(String id) {
    return new Deduplication(id, null, false, false, true, false);
  }
}

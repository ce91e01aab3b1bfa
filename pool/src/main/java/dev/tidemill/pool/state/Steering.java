package dev.tidemill.pool.state;

import java.util.List;

/**
 * What has been decided about a plan apart from the messages that were pushed.
 *
 * @param asked the settings that the last start asked for; those in force may have been changed
 * @param resting the seats of workers that rest, each with the role that it comes back to
 * @param steppedAtMs when it was last stepped by hand or by {@link PolicyKind#BALANCE}, in Unix
 *     milliseconds; 0 for never
 * @param placedAtMs when workers last got their roles otherwise than by such a step, or too soon
 *     after one the other way: at the first start, by other settings, by hand; in Unix
 *     milliseconds, 0 for never, and below 0 until the plan is stored
 */
public record Steering(PoolSettings asked, List<Seat> resting, long steppedAtMs, long placedAtMs) {

  private static final long WHEN_STORED = -1;

  /** Keeps its own copy of the seats. */
  public Steering {
    resting = List.copyOf(resting);
  }

  /** Nothing yet. */
  static Steering none(PoolSettings asked) {
    return new Steering(asked, List.of(), 0, 0);
  }

  /** As {@link #none} for workers that have just been hired. */
  static Steering fresh(PoolSettings asked) {
    return none(asked).placed();
  }

  /** This, and workers have got other roles; a plan tells when once it is stored. */
  Steering placed() {
    return new Steering(asked, resting, steppedAtMs, WHEN_STORED);
  }

  /** This in a plan that is stored at that time. */
  Steering stored(long atMs) {
    return placedAtMs < 0 ? new Steering(asked, resting, steppedAtMs, atMs) : this;
  }

  /** This after a step; one that came early took roles that were new. */
  Steering stepped(boolean early, long atMs) {
    return new Steering(asked, resting, atMs, early ? atMs : placedAtMs);
  }
}

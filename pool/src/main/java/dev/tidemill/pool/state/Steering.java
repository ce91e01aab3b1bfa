package dev.tidemill.pool.state;

import java.util.List;

/**
 * What has been decided about a plan apart from the messages that were pushed.
 *
 * @param asked the settings that the last start asked for; those in force may have been changed
 * @param resting the seats of workers that rest, each with the role that it comes back to
 * @param steppedAtMs when it was last stepped by hand or by {@link PolicyKind#BALANCE}, in Unix
 *     milliseconds; 0 for never
 */
public record Steering(PoolSettings asked, List<Seat> resting, long steppedAtMs) {

  /** Keeps its own copy of the seats. */
  public Steering {
    resting = List.copyOf(resting);
  }

  /** Nothing yet. */
  static Steering none(PoolSettings asked) {
    return new Steering(asked, List.of(), 0);
  }
}

package dev.tidemill.pool.run;

import org.jspecify.annotations.Nullable;

/**
 * The job that a worker handles at this instant, and how far that is.
 *
 * <p><b>Threading:</b> the worker begins and ends, one other thread tells how far it is, any asks.
 */
final class InHand {

  private volatile @Nullable String job;
  private volatile @Nullable At at;

  private record At(String job, @Nullable Integer percent) {}

  void begins(String id) {
    job = id;
  }

  void ends() {
    job = null;
  }

  /** Its id; null when there is none. */
  @Nullable String job() {
    return job;
  }

  /** How far a job is in percent; null when that is not known. */
  @Nullable Integer progressOf(String id) {
    At known = at;
    return known != null && known.job().equals(id) ? known.percent() : null;
  }

  void isAt(String id, @Nullable Integer percent) {
    at = new At(id, percent);
  }
}

package dev.tidemill.pool.run;

import dev.tidemill.pool.source.PositionedSource;
import dev.tidemill.pool.store.Fleet;

/**
 * How much of a source there is where it is read. A node on which there is less has a part of it,
 * and would take the end of that for the end.
 *
 * <p><b>Threading:</b> one thread.
 */
final class SourceSize {

  private final Fleet fleet;
  private final PositionedSource source;
  private long told = -1;

  SourceSize(Fleet fleet, PositionedSource source) {
    this.fleet = fleet;
    this.source = source;
  }

  /** Whether there is less here than where it was read last. */
  boolean isPart() {
    long here = source.size();
    return here >= 0 && here < fleet.sizeOf(source.id());
  }

  /** Tells how much there is here, once and when it has grown. */
  void tell() {
    long here = source.size();
    if (here > told) {
      fleet.tellSize(source.id(), here);
      told = here;
    }
  }

  /** The next run may read something else under its name. */
  void forget() {
    fleet.forgetSize(source.id());
  }
}

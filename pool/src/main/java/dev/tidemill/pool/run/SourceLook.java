package dev.tidemill.pool.run;

import dev.tidemill.pool.state.Role;

/**
 * Looks at the source of this node and at those who push from it.
 *
 * <p><b>Threading:</b> one thread.
 */
final class SourceLook {

  private final PushLine line;
  private final Backpressure backpressure;
  private final Crew crew;
  private long atMs;
  private long heldMs;

  SourceLook(PushLine line, Backpressure backpressure, Crew crew) {
    this.line = line;
    this.backpressure = backpressure;
    this.crew = crew;
  }

  /** How it stands; pushers were held since the look before. */
  SourceFigures at(long nowMs) {
    long held = backpressure.heldFor().toMillis();
    double share = nowMs > atMs ? (double) (held - heldMs) / (nowMs - atMs) : 0;
    atMs = nowMs;
    heldMs = held;
    return new SourceFigures(line.waiting(), line.isExhausted(), pushers(), share);
  }

  private int pushers() {
    return (int)
        crew.workers().stream()
            .filter(worker -> worker.role() == Role.PUSHER && !worker.rests())
            .count();
  }
}

package dev.tidemill.pool.state;

/** How the number of pushers and pullers changes as messages are pushed. */
public enum PolicyKind {
  /** Every second switch moves one worker, back and forth between the limits. */
  STAIRCASE,
  /** As many pushers and pullers as the limits say, always. */
  FIXED
}

package dev.tidemill.pool.state;

/** How the number of pushers and pullers changes. */
public enum PolicyKind {
  /** Every second switch moves one worker, back and forth between the limits. */
  STAIRCASE,
  /** As many pushers and pullers as the limits say, until a step by hand. */
  FIXED,
  /** A worker turns when messages wait too long, or hardly at all: {@link Balance}. */
  BALANCE
}

package dev.tidemill.worker;

/** What became of an outcome that was sent to Redis. */
public enum Settled {
  /** It is written, once. */
  DONE,
  /** It was refused: the job is no longer ours, and somebody else has it or will have it. */
  LOST,
  /** A reply was lost, and what Redis holds now does not tell whether it had been written. */
  UNKNOWN
}

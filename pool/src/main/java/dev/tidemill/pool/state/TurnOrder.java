package dev.tidemill.pool.state;

/** Which worker of a role goes first when one has to leave it. */
public enum TurnOrder {
  /** The one that has been in the role longest, so that every worker gets both roles. */
  FIFO,
  /** The one that came last, as the original program did. */
  LIFO
}

package dev.tidemill.pool.store;

/** Whether a reader that has seen a history up to some entry can go on from there. */
public enum Resume {
  /** The entry is there, and so is everything after it. */
  KNOWN,
  /** The history begins later. */
  TOO_OLD,
  /** The history never had it: it may come from another Redis. */
  UNKNOWN,
  /** It is no id of an entry. */
  UNREADABLE
}

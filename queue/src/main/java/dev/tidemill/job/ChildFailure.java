package dev.tidemill.job;

/** What it means for its parent when a child has failed for good. */
public enum ChildFailure {
  /** The parent goes on waiting, until the child is tried again by hand or removed. */
  PARENT_WAITS,
  /** The parent fails too, and by its own setting perhaps the parent's parent. */
  PARENT_FAILS,
  /** The parent starts at once, whatever its other children do. */
  PARENT_CONTINUES,
  /** The parent waits for its other children only and can ask why this one failed. */
  IGNORED,
  /** The parent waits for its other children only and is told nothing. */
  REMOVED
}

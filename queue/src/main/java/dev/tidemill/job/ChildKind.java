package dev.tidemill.job;

/** What became of a child, as its parent has it. */
public enum ChildKind {
  /** It completed; its result is kept with the parent. */
  PROCESSED,
  /** It is still to finish, or failed for good without any say in what that means. */
  UNPROCESSED,
  /** It failed, and its parent was to go on all the same; the reason is kept with the parent. */
  IGNORED,
  /** It failed, and its parent with it. */
  FAILED
}

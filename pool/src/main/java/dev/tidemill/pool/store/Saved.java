package dev.tidemill.pool.store;

import dev.tidemill.pool.state.PoolState;

/** What came of saving a plan. */
public sealed interface Saved {

  /**
   * It is stored.
   *
   * @param state the plan with its new version
   * @param copy what became of the copy for the original
   * @param putAside whether something stood in its place that cannot be read and was put aside
   */
  record Kept(PoolState state, Copy copy, boolean putAside) implements Saved {}

  /** Another version than the one it came from is stored: load that and decide again. */
  record Outdated() implements Saved {}

  /** What became of the copy in {@code systemState}. */
  enum Copy {
    /** None was asked for. */
    NONE,
    /** It is written. */
    WRITTEN,
    /** Somebody else has written there: it was left alone. */
    FOREIGN
  }
}

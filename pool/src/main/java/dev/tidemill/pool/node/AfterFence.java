package dev.tidemill.pool.node;

/** What a node does whose messages were refused, for others took it for dead. */
public enum AfterFence {
  /** Another process is this node: it ends. */
  END,
  /** It enters the pool again and adds them anew. */
  ADD_AGAIN,
  /** It enters again, but another node may read their source by now: they are for that one. */
  LEAVE_SOURCE;

  /**
   * What it does, by whether another process is this node, and whether their source has a place.
   */
  public static AfterFence of(boolean heldByAnother, boolean hasPlace) {
    if (heldByAnother) {
      return END;
    }
    return hasPlace ? LEAVE_SOURCE : ADD_AGAIN;
  }
}

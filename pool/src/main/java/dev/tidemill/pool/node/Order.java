package dev.tidemill.pool.node;

import dev.tidemill.pool.state.Role;

/** What a worker of this node is told. */
public sealed interface Order {

  /** Its identity. */
  String worker();

  /**
   * It takes its place on this node.
   *
   * @param role its role
   * @param rests whether it only has the place
   */
  record Hire(String worker, Role role, boolean rests) implements Order {}

  /** Its place is on another node, or nowhere for the time being. */
  record Dismiss(String worker) implements Order {}

  /** It has no place any more, here or elsewhere. */
  record Forget(String worker) implements Order {}

  /** It has the other role from its next message on. */
  record Turn(String worker, Role to) implements Order {}

  /** It idles, or works again. */
  record Rest(String worker, boolean rests) implements Order {}

  /** It does the other role's work, or its own again. */
  record Help(String worker, boolean helps) implements Order {}
}

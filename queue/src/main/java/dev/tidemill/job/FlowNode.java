package dev.tidemill.job;

import java.util.List;

/**
 * A job of a flow as it stands, with its children.
 *
 * @param ref which job
 * @param job what its hash tells
 * @param childCount how many children it has, also those that are not told here
 * @param children as many as were asked for: those that completed, those still to finish, those
 *     that failed with their parent, those whose failure was ignored
 */
public record FlowNode(JobRef ref, Job job, long childCount, List<FlowNode> children) {

  /** Keeps its own copy of the children. */
  public FlowNode {
    children = List.copyOf(children);
  }
}

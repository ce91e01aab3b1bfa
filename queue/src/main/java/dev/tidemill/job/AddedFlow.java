package dev.tidemill.job;

import java.util.List;

/**
 * A flow that was added: under which ids its jobs can be found.
 *
 * @param ref the job
 * @param children in the order in which they were given
 */
public record AddedFlow(JobRef ref, List<AddedFlow> children) {

  /** Keeps its own copy of the children. */
  public AddedFlow {
    children = List.copyOf(children);
  }

  /** The job's id. */
  public String id() {
    return ref.id();
  }
}

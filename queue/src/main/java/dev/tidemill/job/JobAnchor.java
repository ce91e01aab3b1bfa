package dev.tidemill.job;

import java.util.List;

/**
 * Where a page of jobs ended, so that the next can go on there while the queue moves.
 *
 * @param place of the last job, from the newest; a hint where jobs are in a list
 * @param score of the last job; empty where jobs are in a list
 * @param ids of the last job and of some before it, last first
 */
public record JobAnchor(long place, String score, List<String> ids) {

  /** Before the first job. */
  public static final JobAnchor BEGINNING = new JobAnchor(0, "", List.of());

  /** Keeps its own copy. */
  public JobAnchor {
    ids = List.copyOf(ids);
  }
}

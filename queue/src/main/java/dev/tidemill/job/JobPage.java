package dev.tidemill.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the ids of the jobs in one state, newest first.
 *
 * @param ids each once
 * @param next where the next page begins, or null when this is the last
 * @param lost whether the job that the page was to follow is gone with all that stood near it, so
 *     that the page begins anew
 * @param total how many jobs are in the state
 */
public record JobPage(List<String> ids, @Nullable JobAnchor next, boolean lost, long total) {

  /** Keeps its own copy. */
  public JobPage {
    ids = List.copyOf(ids);
  }
}

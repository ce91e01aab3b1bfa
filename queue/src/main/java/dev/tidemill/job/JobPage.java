package dev.tidemill.job;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the ids of the jobs in one state, newest first.
 *
 * @param ids each once
 * @param scores of each; empty where jobs stand in a list
 * @param first the place of the first
 * @param more whether others follow
 * @param lost whether the job that the page was to follow is gone with all that stood near it, so
 *     that the page begins anew
 * @param total how many jobs are in the state
 */
public record JobPage(
    List<String> ids, List<String> scores, long first, boolean more, boolean lost, long total) {

  /** Keeps its own copy. */
  public JobPage {
    ids = List.copyOf(ids);
    scores = List.copyOf(scores);
  }

  /** Where the next page begins, or null when this is the last. */
  public @Nullable JobAnchor next() {
    return more && !ids.isEmpty() ? after(ids.size()) : null;
  }

  /** Where a page begins that is to follow the first so many of this one, at least one. */
  public JobAnchor after(int count) {
    String score = scores.isEmpty() ? "" : scores.get(count - 1);
    List<String> anchors = new ArrayList<>();
    for (int back = 1; back <= count; back *= 2) {
      anchors.add(ids.get(count - back));
      if (!score.isEmpty()) {
        break; // its place is known though it is gone
      }
    }
    return new JobAnchor(first + count - 1, score, anchors);
  }
}

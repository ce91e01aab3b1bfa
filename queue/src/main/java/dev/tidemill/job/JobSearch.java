package dev.tidemill.job;

import java.util.List;

/**
 * What a search through some jobs found.
 *
 * @param looked at how many of the ids, from the first on
 * @param tooLarge how many payloads were too large to be searched
 * @param ids those that fit, in their order
 */
public record JobSearch(int looked, int tooLarge, List<String> ids) {

  /** Keeps its own copy. */
  public JobSearch {
    ids = List.copyOf(ids);
  }
}

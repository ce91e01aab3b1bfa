package dev.tidemill.job;

import java.util.List;

/**
 * A part of a job's log.
 *
 * @param lines in the order asked for
 * @param count how many lines the whole log has
 */
public record LogLines(List<String> lines, long count) {

  /** Keeps its own copy. */
  public LogLines {
    lines = List.copyOf(lines);
  }
}

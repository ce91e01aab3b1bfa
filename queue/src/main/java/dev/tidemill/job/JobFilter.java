package dev.tidemill.job;

import java.util.List;

/**
 * Texts that a job must hold, all of them.
 *
 * @param terms one each
 */
public record JobFilter(List<Term> terms) {

  /** Keeps its own copy. */
  public JobFilter {
    terms = List.copyOf(terms);
  }

  /** Where a text is looked for. */
  public enum In {
    /** In the name, whatever case. */
    NAME,
    /** In the reason why the last attempt failed, whatever case. */
    ERROR,
    /** In the payload as it is written. */
    DATA,
    /** In any of these. */
    ANY
  }

  /**
   * A text and where it is looked for.
   *
   * @param in where
   * @param text the text
   */
  public record Term(In in, String text) {}
}

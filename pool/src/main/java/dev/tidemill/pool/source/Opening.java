package dev.tidemill.pool.source;

/**
 * How a source begins.
 *
 * @param kind from the start, or from where
 * @param taken how many messages were taken from it before
 * @param told a sentence for the user, empty when there is nothing to say
 */
public record Opening(Kind kind, long taken, String told) {

  /** The ways to begin. */
  public enum Kind {
    /** It was never read. */
    FRESH,
    /** An earlier run ended before its end. */
    RESUMED,
    /** An earlier run was finished; it begins again. */
    ANEW,
    /** An earlier run was finished; there is more now. */
    GROWN
  }
}

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
    GROWN,
    /** Another node reads it. */
    ELSEWHERE
  }

  /** The same, with so many messages told that an earlier run had in hand when it was killed. */
  public Opening withTakenBack(int messages) {
    if (messages == 0) {
      return this;
    }
    String back = "back in line are %d messages that a killed run had in hand".formatted(messages);
    return new Opening(kind, taken, told.isEmpty() ? back : told + "; " + back);
  }
}

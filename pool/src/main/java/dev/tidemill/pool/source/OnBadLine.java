package dev.tidemill.pool.source;

/** What is done about a line that is not UTF-8 or too long. */
public enum OnBadLine {
  /** The source fails there, its position kept before the line. */
  FAIL,
  /** The line is left out and counted. */
  SKIP
}

package dev.tidemill.pool.source;

/**
 * A source that knows its place: the ledger moves the place in the same step that stores the
 * messages, so each is pushed exactly once, whatever dies in between.
 *
 * <p><b>Threading:</b> one call at a time.
 */
public non-sealed interface PositionedSource extends MessageSource {

  /** Names the source in the ledger; the same for the same input wherever it is read. */
  String id();

  /**
   * Goes to a position.
   *
   * @param position what the ledger holds, empty when nothing has been read yet
   * @return where and how it goes on
   * @throws SourceFailed when the input cannot be read or is not what it was up to the position
   */
  Opening open(String position);

  /**
   * Reads on.
   *
   * @param max at most so many messages, at least 1
   * @return the messages between two positions; none, and the same position, at the end
   * @throws SourceFailed when the next piece cannot be used; what lies before it has been answered
   */
  Range read(int max);

  /**
   * The position to store once everything read has also been handled: opened there, the source
   * starts anew.
   */
  String finished();

  /** Whether a position lies before another, or is where an earlier run of the source ended. */
  boolean isBefore(String earlier, String later);

  /** Whether a position is that of a run which has been read and handled to its end. */
  boolean isFinished(String position);

  /** How many messages there are from the start to the end, or -1 when that is not known. */
  default long total() {
    return -1;
  }

  /**
   * How large the input is on this machine, by a measure of the source's own, or -1 when that is
   * not known. A node where it is smaller than where it was read does not read on: it has a part.
   */
  default long size() {
    return -1;
  }

  /** How many pieces were left out because they could not be used. */
  default long skipped() {
    return 0;
  }
}

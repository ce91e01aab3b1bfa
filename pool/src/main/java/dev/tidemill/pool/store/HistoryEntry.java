package dev.tidemill.pool.store;

/**
 * Something that has happened in a pool.
 *
 * @param id its place in the pool's stream, as {@code 1795507116769-0}
 * @param kind what it is
 * @param json the rest, one JSON object
 */
public record HistoryEntry(String id, Kind kind, String json) {

  /** When it was written down, in Unix milliseconds by the clock of Redis. */
  public long atMs() {
    return Long.parseLong(id.substring(0, id.indexOf('-')));
  }

  /** What can happen. */
  public enum Kind {
    /** How the pool stands, once a second. */
    SAMPLE,
    /**
     * A worker has turned, so often since the last entry; 0 times where its role is told when it
     * comes, again as long as it stays, and as {@code Gone} when it has no place any more.
     */
    TURN,
    /** The counts of the plan are other ones. */
    STEP,
    /** The pool was started. */
    START,
    /** The pool was stopped. */
    STOP,
    /** The settings are other ones. */
    LIMITS,
    /** A worker rests. */
    REST,
    /** A worker that rested or died works again. */
    RESUME,
    /** A node has joined the others. */
    JOIN,
    /** A node has left the others. */
    LEAVE,
    /** A node is silent, and the others do its work; or a worker's thread has ended by accident. */
    DEATH
  }

  /**
   * One that is still to be written down.
   *
   * @param kind what it is
   * @param json the rest, one JSON object
   */
  public record Draft(Kind kind, String json) {}
}

package dev.tidemill.pool.source;

/** Where pushers get messages: one by one, or in ranges whose place is known. */
public sealed interface MessageSource extends AutoCloseable permits Source, PositionedSource {

  /**
   * How many messages are there to be taken at this moment, below 0 when that is not known. Asked
   * by any thread, four times a second, and must not wait: {@link dev.tidemill.pool.state.Balance}
   * goes by it.
   */
  default long waiting() {
    return -1;
  }

  /** Lets go of what {@code open} took; it may be opened again. */
  @Override
  default void close() {}
}

package dev.tidemill.pool.source;

/** Where pushers get messages: one by one, or in ranges whose place is known. */
public sealed interface MessageSource extends AutoCloseable permits Source, PositionedSource {

  /** Lets go of what {@code open} took; it may be opened again. */
  @Override
  default void close() {}
}

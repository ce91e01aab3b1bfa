package dev.tidemill.pool.source;

import org.jspecify.annotations.Nullable;

/**
 * A source that is asked for one message at a time and keeps no place: what was taken and not yet
 * pushed is gone when the process dies.
 *
 * <p><b>Threading:</b> every pusher asks on its own thread.
 */
@FunctionalInterface
public non-sealed interface Source extends MessageSource {

  /** Prepares the source; called once before the first message of each start. */
  default void open() {}

  /**
   * The next message, or null at the end; may wait for one. Its thread is interrupted when the
   * pusher has to turn or to leave: a source that throws for it must not have taken a message.
   *
   * @throws SourceFailed or any other unchecked exception: the pool then stops pushing, pulls what
   *     is left and reports it
   */
  @Nullable Message next() throws InterruptedException;
}

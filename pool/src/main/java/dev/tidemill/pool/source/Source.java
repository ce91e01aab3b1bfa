package dev.tidemill.pool.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source that is asked for the next messages and keeps no place: what was taken and not yet
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
   * @throws SourceFailed or any other unchecked exception, or an error: the pool then stops
   *     pushing, pulls what is left and reports it, an error as the cause of a {@link SourceFailed}
   */
  @Nullable Message next() throws InterruptedException;

  /**
   * At most so many messages that are at hand: waits for the first as {@link #next()} does, and for
   * no other; none at the end.
   *
   * @param most at least 1
   */
  default List<Message> next(int most) throws InterruptedException {
    Message one = next();
    return one == null ? List.of() : List.of(one);
  }
}

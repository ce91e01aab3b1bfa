package dev.tidemill.pool.handler;

import dev.tidemill.job.Job;

/**
 * What a puller does with a message.
 *
 * <p><b>Threading:</b> every puller calls it on its own thread, one message at a time; the thread
 * is interrupted when the pool has to stop and the time to finish is over.
 *
 * <p><b>Delivery:</b> at least once: a message whose puller dies is handled again.
 */
@FunctionalInterface
public interface Handler extends AutoCloseable {

  /** Prepares the handler; called once before the first message of each start. */
  default void open() {}

  /**
   * Handles a message.
   *
   * @return the result as JSON text, {@code null} as text when there is none
   * @throws Exception anything thrown is the failure of this message; its text is the reason
   */
  String handle(Job job) throws Exception;

  /** Lets go of what {@code open} took; it may be opened again. */
  @Override
  default void close() {}
}

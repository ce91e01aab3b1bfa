package dev.tidemill.event;

/**
 * Is told what happens in a queue.
 *
 * <p><b>Threading:</b> called on the thread that reads the stream, an event at a time in the
 * stream's order: what takes long keeps later events back. What it throws is logged and dropped.
 */
@FunctionalInterface
public interface QueueEventListener {

  /** Hears one event. */
  void on(QueueEvent event);

  /** Hears that the stream cannot be read at the moment; the reader goes on by itself. */
  default void trouble(Throwable cause) {}
}

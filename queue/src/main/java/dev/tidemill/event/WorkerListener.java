package dev.tidemill.event;

/**
 * Is told what happens at a consumer.
 *
 * <p><b>Threading:</b> called on the consumer's own threads, one of which fetches and settles: be
 * quick, hand longer work on. What it throws is logged and dropped.
 */
@FunctionalInterface
public interface WorkerListener {

  /** Hears one event. */
  void on(WorkerEvent event);
}

package dev.tidemill.queue;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@link TracedQueue}, {@link TracedFlows}, {@link TracedSchedulers} and {@link TracedHandler}
 * tell of their work as it begins and ends: the place to hook a tracing library in. The texts that
 * tie a job to the trace in which it was added travel in the job, where BullMQ's own clients put
 * them.
 *
 * <p><b>Threading:</b> called from many threads at once; a span is opened, used and closed on one
 * unless it is {@link Span#detached}.
 */
public interface Telemetry {

  /** On which side of a queue a piece of work is done. */
  enum Side {
    /** Jobs are added. */
    PRODUCER,
    /** A job is handled. */
    CONSUMER
  }

  /**
   * A piece of work.
   *
   * @param side of the queue
   * @param name what is done: {@code add}, {@code addBulk}, {@code addFlow}, {@code addBulkFlows},
   *     {@code addNode} for a job of a flow, or {@code process}
   * @param queue the queue's name, or empty where several are concerned
   * @param destination where it is done, for people: a queue, a queue and a kind of job, or empty
   * @param metadata the text that the adder's telemetry put into the job, or null for none
   */
  record Operation(
      Side side, String name, String queue, String destination, @Nullable String metadata) {}

  /** A piece of work that is under way. */
  interface Span extends AutoCloseable {

    /** The text that ties what is added under this span to its trace, or null for none. */
    @Nullable String metadata();

    /** Tells more about the work, under the names that BullMQ's telemetry has for it. */
    void tell(Map<String, String> attributes);

    /** Tells that it went wrong. */
    void failed(Throwable cause);

    /**
     * The same work going on without the thread that opened it, on which it is called: to be used
     * and closed on any other, instead of this one.
     */
    default Span detached() {
      return this;
    }

    /** Tells that it has ended. */
    @Override
    void close();
  }

  /** Opens a span around what the calling thread does until it is closed. */
  Span open(Operation operation);
}

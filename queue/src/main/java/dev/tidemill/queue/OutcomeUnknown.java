package dev.tidemill.queue;

/**
 * The connection broke while a write was under way: it may or may not have been carried out.
 *
 * <p>An add that must not be lost and must not be doubled belongs under a {@link Ledger}, or needs
 * an id of its own: adding that id again does nothing if it is there.
 */
public final class OutcomeUnknown extends QueueException {

  private static final long serialVersionUID = 1L;

  OutcomeUnknown(String message) {
    super(message);
  }

  OutcomeUnknown(String message, Throwable cause) {
    super(message, cause);
  }
}

package dev.tidemill.queue;

/**
 * A key of another type stands where the queue has one of its own: some other program writes here.
 * Nothing was changed.
 */
public final class ForeignKey extends QueueException {

  private static final long serialVersionUID = 1L;

  ForeignKey(String message, Throwable cause) {
    super(message, cause);
  }

  ForeignKey(String message) {
    super(message);
  }
}

package dev.tidemill.queue;

/** Redis refused to store a job; the others of the same call are stored. */
public final class AddRefused extends QueueException {

  private static final long serialVersionUID = 1L;

  AddRefused(String message) {
    super(message);
  }
}

package dev.tidemill.queue;

/** A queue was not obliterated because it is, or may be, at work. */
public final class QueueBusy extends QueueException {

  private static final long serialVersionUID = 1L;

  QueueBusy(String message) {
    super(message);
  }
}

package dev.tidemill.queue;

/** A job that was waited for has not ended in time; it goes on. */
public final class StillOpen extends QueueException {

  private static final long serialVersionUID = 1L;

  StillOpen(String message) {
    super(message);
  }
}

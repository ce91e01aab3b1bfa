package dev.tidemill.queue;

/** There is no such job, or none any more: nothing was changed. */
public final class JobMissing extends QueueException {

  private static final long serialVersionUID = 1L;

  JobMissing(String message) {
    super(message);
  }
}

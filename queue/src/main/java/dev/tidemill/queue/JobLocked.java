package dev.tidemill.queue;

/** Somebody works on the job, or on a child of it: nothing was changed. */
public final class JobLocked extends QueueException {

  private static final long serialVersionUID = 1L;

  JobLocked(String message) {
    super(message);
  }
}

package dev.tidemill.queue;

/** The job is the next one of a scheduler, which needs it: nothing was changed. */
public final class JobOfScheduler extends QueueException {

  private static final long serialVersionUID = 1L;

  JobOfScheduler(String message) {
    super(message);
  }
}

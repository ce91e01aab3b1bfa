package dev.tidemill.queue;

/** The job is not in the state in which this can be done to it: nothing was changed. */
public final class JobNotInState extends QueueException {

  private static final long serialVersionUID = 1L;

  JobNotInState(String message) {
    super(message);
  }
}

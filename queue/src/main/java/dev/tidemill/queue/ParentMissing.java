package dev.tidemill.queue;

/** The job that was to be the parent is not there: the child was not added. */
public final class ParentMissing extends QueueException {

  private static final long serialVersionUID = 1L;

  ParentMissing(String message) {
    super(message);
  }
}

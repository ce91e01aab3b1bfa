package dev.tidemill.queue;

/** A job of that id is there already and the child of another parent, which it stays. */
public final class ParentTaken extends QueueException {

  private static final long serialVersionUID = 1L;

  ParentTaken(String message) {
    super(message);
  }
}

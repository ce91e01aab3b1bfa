package dev.tidemill.queue;

/** The node has entered the ledger again elsewhere: this session is over and added nothing. */
public final class Fenced extends QueueException {

  private static final long serialVersionUID = 1L;

  Fenced(String message) {
    super(message);
  }
}

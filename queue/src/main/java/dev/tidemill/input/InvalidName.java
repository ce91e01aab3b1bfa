package dev.tidemill.input;

/** A name or an id that the protocol forbids, or under which a queue has a key of its own. */
public final class InvalidName extends InvalidInput {

  private static final long serialVersionUID = 1L;

  /** With a message of operation, subject, bad value and remedy. */
  public InvalidName(String message) {
    super(message, null);
  }
}

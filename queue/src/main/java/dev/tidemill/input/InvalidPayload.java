package dev.tidemill.input;

/** A text that is no JSON, or one that is longer than it may be. */
public final class InvalidPayload extends InvalidInput {

  private static final long serialVersionUID = 1L;

  /** With a message of operation, subject, bad value and remedy. */
  public InvalidPayload(String message) {
    super(message, null);
  }
}

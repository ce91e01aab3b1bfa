package dev.tidemill.input;

/** An option out of its range, of an unknown kind, or together with one that it excludes. */
public final class InvalidOption extends InvalidInput {

  private static final long serialVersionUID = 1L;

  /** With a message of operation, subject, bad value and remedy. */
  public InvalidOption(String message) {
    super(message, null);
  }

  /** As the other, for what a part of the option is the cause of. */
  public InvalidOption(String message, Throwable cause) {
    super(message, cause);
  }
}

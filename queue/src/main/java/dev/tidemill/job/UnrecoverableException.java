package dev.tidemill.job;

/** Thrown by a handler whose job would fail again however often it were tried. */
public final class UnrecoverableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** For that reason. */
  public UnrecoverableException(String reason) {
    super(reason);
  }

  /** For that reason and cause. */
  public UnrecoverableException(String reason, Throwable cause) {
    super(reason, cause);
  }
}

package dev.tidemill.job;

/** Thrown by a handler whose job would fail again however often it were tried. */
public final class UnrecoverableException extends StepException {

  private static final long serialVersionUID = 1L;

  /** For that reason. */
  public UnrecoverableException(String reason) {
    super(reason, null, true);
  }

  /** For that reason and cause. */
  public UnrecoverableException(String reason, Throwable cause) {
    super(reason, cause, true);
  }

  @Override
  public Outcome outcome() {
    Outcome.Failed failed = Outcome.Failed.of(this);
    return new Outcome.Failed(failed.reason(), failed.stacktrace(), false);
  }
}

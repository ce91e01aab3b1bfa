package dev.tidemill.job;

/** Thrown by a handler whose job is to be taken again at its turn; no attempt is counted. */
public final class WaitingException extends StepException {

  private static final long serialVersionUID = 1L;

  /** Taken again as the next of its class. */
  public WaitingException() {
    super("the job asked to wait");
  }

  @Override
  public Outcome outcome() {
    return new Outcome.Waiting();
  }
}

package dev.tidemill.job;

import java.time.Duration;

/** Thrown by a handler whose job is to be taken again later; no attempt is counted. */
public final class DelayedException extends StepException {

  private static final long serialVersionUID = 1L;

  private final Duration by;

  /**
   * Taken again so long after the handler has ended.
   *
   * @throws dev.tidemill.input.InvalidInput when that is no {@link Outcome.Delayed}
   */
  public DelayedException(Duration by) {
    super("the job asked to be delayed by " + by);
    this.by = new Outcome.Delayed(by).by();
  }

  @Override
  public Outcome outcome() {
    return new Outcome.Delayed(by);
  }
}

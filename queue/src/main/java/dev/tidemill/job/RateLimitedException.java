package dev.tidemill.job;

import java.time.Duration;

/**
 * Thrown by a handler that was told elsewhere to come back later: no job of the queue starts for so
 * long, and this one is the next of its class; no attempt is counted.
 */
public final class RateLimitedException extends StepException {

  private static final long serialVersionUID = 1L;

  private final Duration by;

  /**
   * Nothing starts for so long; see {@link Outcome.RateLimited}.
   *
   * @throws dev.tidemill.input.InvalidInput when that is less than a millisecond or far too long
   */
  public RateLimitedException(Duration by) {
    super("the job asked for a rate limit of " + by);
    this.by = new Outcome.RateLimited(by).by();
  }

  @Override
  public Outcome outcome() {
    return new Outcome.RateLimited(by);
  }
}

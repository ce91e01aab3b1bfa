package dev.tidemill.job;

/**
 * What a handler is given: the job, and the terms on which it has it.
 *
 * @param active the job as claimed
 */
public record JobContext(ActiveJob active) {

  /** The job as it was claimed. */
  public Job job() {
    return active.job();
  }

  /** Under which it was claimed: unique for ever, so it can fence what the handler writes. */
  public String token() {
    return active.token();
  }

  /** Which attempt this is, 1 for the first. */
  public int attempt() {
    return active.job().attemptsMade() + 1;
  }

  /** Whether the job is no longer ours: what the handler does from now on counts for nothing. */
  public boolean isCancelled() {
    return active.lockLost();
  }
}

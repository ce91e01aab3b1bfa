package dev.tidemill.job;

import dev.tidemill.input.InvalidOption;

/**
 * How a finished job is put in line again.
 *
 * @param from the state it is to be in: {@link JobState#FAILED} or {@link JobState#COMPLETED}
 * @param forgetAttemptsMade whether it has all its attempts again
 * @param forgetAttemptsStarted whether its starts are counted from zero again
 */
public record RetryOptions(
    JobState from, boolean forgetAttemptsMade, boolean forgetAttemptsStarted) {

  /** Checks the state. */
  public RetryOptions {
    if (from != JobState.FAILED && from != JobState.COMPLETED) {
      throw new InvalidOption(
          "a job cannot be retried from " + from + ": give FAILED or COMPLETED");
    }
  }

  /** One that has failed, with its counts kept. */
  public static RetryOptions failed() {
    return new RetryOptions(JobState.FAILED, false, false);
  }

  /** One that has completed, with its counts kept. */
  public static RetryOptions completed() {
    return new RetryOptions(JobState.COMPLETED, false, false);
  }

  /** The same, but with its attempts counted from zero again. */
  public RetryOptions forgetAttempts() {
    return new RetryOptions(from, true, true);
  }
}

package dev.tidemill.job;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by a handler to end its attempt otherwise than well or badly. A handler must let it pass:
 * the outcome it stands for comes about when the handler ends.
 */
public abstract sealed class StepException extends RuntimeException
    permits DelayedException,
        RateLimitedException,
        UnrecoverableException,
        WaitingChildrenException,
        WaitingException {

  private static final long serialVersionUID = 1L;

  /** A step that is no error: where it was taken is of no interest. */
  StepException(String message) {
    super(message, null, false, false);
  }

  StepException(String message, @Nullable Throwable cause, boolean writableStackTrace) {
    super(message, cause, false, writableStackTrace);
  }

  /** How the attempt ends. */
  public abstract Outcome outcome();
}

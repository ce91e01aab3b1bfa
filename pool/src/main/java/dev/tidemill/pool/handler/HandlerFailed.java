package dev.tidemill.pool.handler;

import org.jspecify.annotations.Nullable;

/** A handler cannot begin, or could not do its work; the message names what and the remedy. */
public final class HandlerFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With what lies behind it, if anything. */
  public HandlerFailed(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

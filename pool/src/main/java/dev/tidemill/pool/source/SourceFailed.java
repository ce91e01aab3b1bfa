package dev.tidemill.pool.source;

import org.jspecify.annotations.Nullable;

/** A source cannot go on; the message names it, the place and the remedy. */
public final class SourceFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With what lies behind it, if anything. */
  public SourceFailed(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

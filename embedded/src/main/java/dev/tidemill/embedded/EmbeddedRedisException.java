package dev.tidemill.embedded;

import org.jspecify.annotations.Nullable;

/** An embedded Redis could not be found, started or given its data; the message says what to do. */
public sealed class EmbeddedRedisException extends RuntimeException permits DataDirectoryInUse {

  private static final long serialVersionUID = 1L;

  EmbeddedRedisException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

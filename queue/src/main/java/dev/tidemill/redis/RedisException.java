package dev.tidemill.redis;

import org.jspecify.annotations.Nullable;

/** What can go wrong between us and Redis. */
public abstract sealed class RedisException extends RuntimeException
    permits ConnectionLost, CommandRejected, NotForUs {

  private static final long serialVersionUID = 1L;

  RedisException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

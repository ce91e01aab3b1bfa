package dev.tidemill.redis;

/** What can go wrong between us and Redis. */
public abstract sealed class RedisException extends RuntimeException
    permits ConnectionLost, CommandRejected {

  private static final long serialVersionUID = 1L;

  RedisException(String message, Throwable cause) {
    super(message, cause);
  }
}

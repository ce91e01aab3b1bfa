package dev.tidemill.redis;

/** Redis answered a command with an error, for example {@code OOM} or {@code WRONGTYPE}. */
public final class CommandRejected extends RedisException {

  private static final long serialVersionUID = 1L;

  CommandRejected(String message, Throwable cause) {
    super(message, cause);
  }

  /** The first word of Redis's answer, for example {@code WRONGTYPE}. */
  public String code() {
    String answer = String.valueOf(getCause().getMessage());
    int space = answer.indexOf(' ');
    return space < 0 ? answer : answer.substring(0, space);
  }
}

package dev.tidemill.redis;

/** Redis answered a command with an error, for example {@code OOM} or {@code WRONGTYPE}. */
public final class CommandRejected extends RedisException {

  private static final long serialVersionUID = 1L;

  private final String code;

  /** The answer is the cause's message. */
  CommandRejected(String message, Throwable cause) {
    super(message, cause);
    String answer = String.valueOf(cause.getMessage());
    int space = answer.indexOf(' ');
    this.code = space < 0 ? answer : answer.substring(0, space);
  }

  /** The first word of Redis's answer, for example {@code WRONGTYPE}. */
  public String code() {
    return code;
  }
}

package dev.tidemill.redis;

/**
 * The connection could not be made, broke, or stayed silent for too long.
 *
 * <p>A command that was under way may or may not have been carried out: {@link #sent()} tells
 * whether that is in doubt.
 */
public final class ConnectionLost extends RedisException {

  private static final long serialVersionUID = 1L;

  private final boolean sent;

  ConnectionLost(String message, boolean sent, Throwable cause) {
    super(message, cause);
    this.sent = sent;
  }

  /** Whether the command may have reached Redis; if not, it certainly had no effect. */
  public boolean sent() {
    return sent;
  }
}

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

  /** There is no server to be reached there; the innermost cause tells why. */
  static ConnectionLost unreachable(Object where, RuntimeException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new ConnectionLost(
        "Redis at " + where + " cannot be reached: " + root.getMessage(), false, e);
  }

  /** Whether the command may have reached Redis; if not, it certainly had no effect. */
  public boolean sent() {
    return sent;
  }
}

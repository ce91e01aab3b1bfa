package dev.tidemill.redis;

/**
 * What is at the other end is not meant for this program: nothing was written there. The message
 * tells whose it is and what to do.
 */
public final class NotForUs extends RedisException {

  private static final long serialVersionUID = 1L;

  /** With words for the person who runs the program. */
  public NotForUs(String message) {
    super(message, null);
  }
}

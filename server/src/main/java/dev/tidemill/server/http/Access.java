package dev.tidemill.server.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask, and for what.
 *
 * @param token that requests must carry, as a bearer's or as the password of any user; empty for
 *     none
 * @param readOnly whether nothing is changed, whoever asks
 * @param mostConnections how many may be open at once
 * @param mostStreams how many of them may be streams of events
 */
public record Access(String token, boolean readOnly, int mostConnections, int mostStreams) {

  /** How many connections may be open when nothing is said. */
  public static final int MOST_CONNECTIONS = 4_096;

  /** How many streams may be open when nothing is said. */
  public static final int MOST_STREAMS = 2_000;

  /** Anybody may do anything. */
  public static final Access OPEN = new Access("", false);

  /** With as many connections and streams as usual. */
  public Access(String token, boolean readOnly) {
    this(token, readOnly, MOST_CONNECTIONS, MOST_STREAMS);
  }

  /** Whether requests must say who they are from. */
  boolean isGuarded() {
    return !token.isEmpty();
  }

  /** Whether a request with this header {@code Authorization} may be answered. */
  boolean lets(@Nullable String authorization) {
    if (!isGuarded()) {
      return true;
    }
    if (authorization == null) {
      return false;
    }
    int space = authorization.indexOf(' ');
    String scheme = space < 0 ? "" : authorization.substring(0, space);
    String given = authorization.substring(space + 1).strip();
    if (scheme.equalsIgnoreCase("Bearer")) {
      return isSame(given);
    }
    return scheme.equalsIgnoreCase("Basic") && letsLogin(given);
  }

  /** A browser asks for user and password: the token is the password there. */
  private boolean letsLogin(String base64) {
    try {
      String given = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
      return isSame(given.substring(given.indexOf(':') + 1));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** In a time that does not tell how much of it is right. */
  private boolean isSame(String given) {
    return MessageDigest.isEqual(
        token.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "Access[guarded=" + isGuarded() + ", readOnly=" + readOnly + "]";
  }
}

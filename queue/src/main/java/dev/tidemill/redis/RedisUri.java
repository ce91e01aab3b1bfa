package dev.tidemill.redis;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a Redis is and how to log in, as in {@code redis://user:password@host:6379/0}; {@code
 * rediss} for TLS.
 *
 * @param host name or address
 * @param port 1 to 65535
 * @param user the ACL user, or null for the default user
 * @param password or null when none is needed
 * @param database the number of the database, 0 for the first
 * @param tls whether the connection is encrypted
 */
public record RedisUri(
    String host,
    int port,
    @Nullable String user,
    @Nullable String password,
    int database,
    boolean tls) {

  /**
   * Reads a URI.
   *
   * @throws IllegalArgumentException when the text is no Redis URI; the message names the remedy
   */
  public static RedisUri parse(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw rejected("it is no URI: " + e.getReason());
    }
    String scheme = uri.getScheme();
    if (!"redis".equals(scheme) && !"rediss".equals(scheme)) {
      throw rejected("its scheme is '" + scheme + "'");
    }
    if (uri.getHost() == null) {
      throw rejected("it names no host");
    }
    Login login = Login.parse(uri.getRawUserInfo());
    int port = uri.getPort() < 0 ? 6379 : uri.getPort();
    return new RedisUri(
        uri.getHost(),
        port,
        login.user(),
        login.password(),
        database(uri.getPath()),
        "rediss".equals(scheme));
  }

  private record Login(@Nullable String user, @Nullable String password) {

    static Login parse(@Nullable String info) {
      if (info == null) {
        return new Login(null, null);
      }
      int colon = info.indexOf(':');
      String user = decoded(colon < 0 ? "" : info.substring(0, colon));
      return new Login(user.isEmpty() ? null : user, decoded(info.substring(colon + 1)));
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static int database(@Nullable String path) {
    String number = path == null || path.isEmpty() ? "" : path.substring(1);
    if (!number.matches("\\d{0,6}")) {
      throw rejected("its database is '" + number + "'");
    }
    return number.isEmpty() ? 0 : Integer.parseInt(number);
  }

  private static IllegalArgumentException rejected(String why) {
    return new IllegalArgumentException(
        "Redis URI cannot be used: "
            + why
            + ". Write it as redis://[user:password@]host[:port][/database]");
  }

  /** The URI without its password, for messages and logs. */
  @Override
  public String toString() {
    String login = password == null ? "" : (user == null ? "" : user) + ":***@";
    return (tls ? "rediss://" : "redis://") + login + host + ":" + port + "/" + database;
  }
}

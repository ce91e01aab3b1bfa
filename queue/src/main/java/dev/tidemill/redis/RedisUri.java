package dev.tidemill.redis;

import org.jspecify.annotations.Nullable;

/**
 * Where a Redis is and how to log in.
 *
 * <pre>
 * redis://[user:password@]host[:port][/database]                   one server
 * redis-sentinel://[user:password@]host[:port],…[/database]#master   whichever is the master now
 * redis-cluster://[user:password@]host[:port],…                    a Redis Cluster
 * unix://[user:password@]/path/of/the.sock[?db=database]           a socket on this machine
 * </pre>
 *
 * <p>With {@code rediss} in the place of {@code redis} the connection is encrypted and the server's
 * certificate checked, against the authorities that the JVM trusts or those in {@code ?ca=FILE}
 * (PEM).
 *
 * @param route how the server is found
 * @param user the ACL user, or null for the default user
 * @param password or null when none is needed
 * @param database the number of the database, 0 for the first
 * @param tls whether the connection is encrypted
 * @param authorities a file with the certificates that are trusted, or null for those of the JVM
 */
public record RedisUri(
    RedisRoute route,
    @Nullable String user,
    @Nullable String password,
    int database,
    boolean tls,
    @Nullable String authorities) {

  /**
   * Reads a URI.
   *
   * @throws dev.tidemill.input.InvalidInput when the text is no Redis URI; the message names the
   *     remedy
   */
  public static RedisUri parse(String text) {
    return RedisUriText.parse(text);
  }

  /** The host named first; {@code localhost} for a socket in the file system. */
  public String host() {
    return first().host();
  }

  /** The port of the host named first; 0 for a socket in the file system. */
  public int port() {
    return first().port();
  }

  private RedisNode first() {
    return switch (route) {
      case RedisRoute.Direct(RedisNode node) -> node;
      case RedisRoute.UnixSocket socket -> new RedisNode("localhost", 0);
      case RedisRoute.Sentinel sentinel -> sentinel.sentinels().getFirst();
      case RedisRoute.Cluster cluster -> cluster.nodes().getFirst();
    };
  }

  /** Whether it is a Redis Cluster: all keys of a queue must carry one hash tag there. */
  public boolean isCluster() {
    return route instanceof RedisRoute.Cluster;
  }

  /** The URI without its password, for messages and logs. */
  @Override
  public String toString() {
    String login = password == null ? "" : (user == null ? "" : user) + ":***@";
    String scheme = tls ? "rediss" : "redis";
    return switch (route) {
      case RedisRoute.Direct direct -> scheme + "://" + login + direct + "/" + database;
      case RedisRoute.UnixSocket socket -> "unix://" + login + socket + "?db=" + database;
      case RedisRoute.Sentinel some ->
          scheme + "-sentinel://" + login + some + "/" + database + "#" + some.master();
      case RedisRoute.Cluster cluster -> scheme + "-cluster://" + login + cluster;
    };
  }
}

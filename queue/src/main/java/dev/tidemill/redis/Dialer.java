package dev.tidemill.redis;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/**
 * Makes connections the way a URI says.
 *
 * <p><b>Threading:</b> one thread dials; {@link #close()} comes from any.
 */
final class Dialer implements AutoCloseable {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration MOST = Duration.ofMillis(Integer.MAX_VALUE);

  private final RedisUri uri;
  private final String name;
  private final Duration replyLimit;
  private final Duration connectLimit;
  private volatile @Nullable Socket newest;
  private volatile boolean closed;

  Dialer(RedisUri uri, String name, Duration replyLimit) {
    this.uri = uri;
    this.name = name;
    this.replyLimit = replyLimit;
    this.connectLimit = replyLimit.compareTo(CONNECT_LIMIT) < 0 ? replyLimit : CONNECT_LIMIT;
  }

  /**
   * Connects to the server that holds the keys, or to one that knows which does.
   *
   * @throws JedisConnectionException when there is none, or it does not answer
   * @throws JedisDataException when it refuses us
   */
  Connection dial() {
    return switch (uri.route()) {
      case RedisRoute.Direct(RedisNode node) -> dial(node);
      case RedisRoute.UnixSocket(var path) ->
          connection(UnixSocket.factory(path, connectLimit), settings());
      case RedisRoute.Cluster(var nodes) -> first(nodes, this::dial);
      case RedisRoute.Sentinel(var master, var sentinels) ->
          dial(first(sentinels, sentinel -> master(sentinel, master)));
    };
  }

  /** Connects to a server of that network. */
  Connection dial(RedisNode node) {
    return connection(node, settings());
  }

  private Connection connection(RedisNode node, DefaultJedisClientConfig settings) {
    HostAndPort at = new HostAndPort(node.host(), node.port());
    return connection(new DefaultJedisSocketFactory(at, settings), settings);
  }

  /** A server that takes the connection and says nothing to it must not hold up whoever ends it. */
  private Connection connection(JedisSocketFactory sockets, DefaultJedisClientConfig settings) {
    JedisSocketFactory noting =
        () -> {
          Socket socket = sockets.createSocket();
          newest = socket;
          if (closed) {
            hangUp();
          }
          return socket;
        };
    return new Connection(noting, settings);
  }

  private void hangUp() {
    Socket open = newest;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // It is being thrown away.
      }
    }
  }

  /** Ends the dialing that is under way, and the connection that was made last. */
  @Override
  public void close() {
    closed = true;
    hangUp();
  }

  /** Where a cluster says that the keys are. */
  static RedisNode node(JedisRedirectionException e) {
    return new RedisNode(e.getTargetNode().getHost(), e.getTargetNode().getPort());
  }

  /** What a socket can be told: 25 days at most. */
  static int millis(Duration limit) {
    return limit.compareTo(MOST) > 0 ? Integer.MAX_VALUE : (int) limit.toMillis();
  }

  private static <R> R first(List<RedisNode> nodes, Function<RedisNode, @Nullable R> attempt) {
    JedisConnectionException last = null;
    for (RedisNode node : nodes) {
      try {
        R result = attempt.apply(node);
        if (result != null) {
          return result;
        }
      } catch (JedisConnectionException e) {
        last = e;
      }
    }
    throw last == null ? new JedisConnectionException("no sentinel knows the master") : last;
  }

  private @Nullable RedisNode master(RedisNode sentinel, String master) {
    try (Connection asking = connection(sentinel, plain().build())) {
      asking.sendCommand(Protocol.Command.SENTINEL, "GET-MASTER-ADDR-BY-NAME", master);
      List<Reply> found = new Reply(asking.getOne()).list();
      return found.isEmpty()
          ? null
          : new RedisNode(found.get(0).text(), (int) found.get(1).number());
    }
  }

  private DefaultJedisClientConfig settings() {
    DefaultJedisClientConfig.Builder settings =
        plain().database(uri.database()).password(uri.password());
    if (uri.user() != null) {
      settings.user(uri.user());
    }
    if (!name.isEmpty()) {
      settings.clientName(name);
    }
    return settings.build();
  }

  private DefaultJedisClientConfig.Builder plain() {
    DefaultJedisClientConfig.Builder settings =
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis(millis(connectLimit))
            .socketTimeoutMillis(millis(replyLimit))
            .resp2();
    if (uri.tls()) {
      settings.sslOptions(Trust.options(uri.authorities()));
    }
    return settings;
  }
}

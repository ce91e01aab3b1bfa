package dev.tidemill.redis;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * One connection to Redis: a call at a time, each answered before the next.
 *
 * <p>It connects on first use and again after a loss; it never sends a command twice.
 *
 * <p><b>Threading:</b> one thread at a time; {@link #close()} may come from any and ends a call
 * that waits.
 */
public final class RedisConnection implements AutoCloseable {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  static final Duration REPLY_LIMIT = Duration.ofSeconds(10);

  private final RedisUri uri;
  private final String name;
  private volatile @Nullable Connection connection;
  private volatile boolean closed;

  /**
   * Does not connect yet.
   *
   * @param name told to Redis with {@code CLIENT SETNAME}; empty for none
   */
  public RedisConnection(RedisUri uri, String name) {
    this.uri = uri;
    this.name = name;
  }

  /**
   * Sends a command and waits for its answer.
   *
   * @throws RedisException when there is no answer or it is an error
   */
  public Reply call(String command, String... arguments) {
    Arguments list = new Arguments();
    for (String argument : arguments) {
      list.add(argument);
    }
    return send(command, list.toArray(), REPLY_LIMIT);
  }

  /** As {@link #call} for a command that blocks: waits for its answer up to the limit given. */
  public Reply callBlocking(Duration limit, String command, String... arguments) {
    Arguments list = new Arguments();
    for (String argument : arguments) {
      list.add(argument);
    }
    return send(command, list.toArray(), limit);
  }

  /**
   * Runs a script; sends its text only when Redis does not know it.
   *
   * @throws RedisException when there is no answer or it is an error
   */
  public Reply run(LuaScript script, List<String> keys, Arguments arguments) {
    ScriptCall call = new ScriptCall(script, keys, arguments);
    try {
      return send("EVALSHA", call.byDigest(), REPLY_LIMIT);
    } catch (CommandRejected e) {
      if (!isUnknownScript(e)) {
        throw e;
      }
      return send("EVAL", call.byText(), REPLY_LIMIT);
    }
  }

  static boolean isUnknownScript(CommandRejected e) {
    return e.getCause() instanceof JedisNoScriptException;
  }

  private Reply send(String command, byte[][] arguments, Duration limit) {
    write(command, arguments, limit);
    return read(command);
  }

  /** Lays a command ready; it goes out with the next {@link #read} at the latest. */
  void write(String command, byte[][] arguments, Duration limit) {
    Connection open = connected();
    try {
      open.setSoTimeout((int) limit.toMillis());
      open.sendCommand(Protocol.Command.valueOf(command), arguments);
    } catch (JedisConnectionException e) {
      throw lost(command, e);
    }
  }

  /** Waits for the answer to the oldest command that has none yet. */
  Reply read(String command) {
    Connection open = connection;
    if (open == null) {
      throw new ConnectionLost(
          command + " to " + uri + " was not answered: the connection was closed",
          true,
          new IllegalStateException("closed"));
    }
    try {
      return new Reply(open.getOne());
    } catch (JedisDataException e) {
      throw rejected(command, e);
    } catch (JedisConnectionException e) {
      throw lost(command, e);
    }
  }

  private ConnectionLost lost(String command, JedisConnectionException e) {
    drop();
    return new ConnectionLost(
        command + " to " + uri + " was not answered: " + e.getMessage(), true, e);
  }

  /**
   * A server that is still loading its data has carried nothing out: it is as good as not there.
   */
  private RedisException rejected(String command, JedisDataException e) {
    String message = command + " was refused by " + uri + ": " + e.getMessage();
    String answer = String.valueOf(e.getMessage());
    if (answer.startsWith("LOADING")) {
      return new ConnectionLost(message, false, e);
    }
    return new CommandRejected(message, e);
  }

  private Connection connected() {
    Connection open = connection;
    if (open != null && !open.isBroken()) {
      return open;
    }
    if (closed) {
      throw new ConnectionLost(
          "The connection to " + uri + " is closed", false, new IllegalStateException("closed"));
    }
    try {
      Connection made = new Connection(new HostAndPort(uri.host(), uri.port()), settings());
      connection = made;
      if (closed) { // closed while it was being made
        drop();
      }
      return made;
    } catch (JedisConnectionException | JedisDataException e) {
      throw new ConnectionLost("Redis at " + uri + " cannot be reached: " + root(e), false, e);
    }
  }

  private static String root(Throwable e) {
    Throwable at = e;
    while (at.getCause() != null) {
      at = at.getCause();
    }
    return String.valueOf(at.getMessage());
  }

  private DefaultJedisClientConfig settings() {
    DefaultJedisClientConfig.Builder settings =
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis((int) CONNECT_LIMIT.toMillis())
            .socketTimeoutMillis((int) REPLY_LIMIT.toMillis())
            .resp2()
            .database(uri.database())
            .password(uri.password());
    if (uri.tls()) {
      settings.sslOptions(SslOptions.defaults());
    }
    if (uri.user() != null) {
      settings.user(uri.user());
    }
    if (!name.isEmpty()) {
      settings.clientName(name);
    }
    return settings.build();
  }

  /** Throws the connection away with all that is unanswered; the next call makes a new one. */
  void drop() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      open.setBroken();
      try {
        open.forceDisconnect();
      } catch (java.io.IOException | JedisConnectionException e) {
        // It is being thrown away: whatever state its socket is in does not matter.
      }
    }
  }

  /** Ends the connection for good; a call that waits ends with {@link ConnectionLost}. */
  @Override
  public void close() {
    closed = true;
    drop();
  }
}

package dev.tidemill.redis;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisAskDataException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * One connection to Redis: a call at a time, each answered before the next.
 *
 * <p>It connects on first use and again after a loss; it never sends a command twice.
 *
 * <p><b>Threading:</b> one thread at a time; {@link #close()} may come from any and ends a call
 * that waits.
 */
public final class RedisConnection implements Scripting, AutoCloseable {

  static final Duration REPLY_LIMIT = Duration.ofSeconds(10);

  private static final int MOST_HOPS = 5;

  private final RedisUri uri;
  private final Dialer dialer;
  private final Greeting greeting;
  private final Duration limit;
  private volatile @Nullable Connection connection;
  private volatile boolean closed;
  private int unread; // commands that were written and whose answer was not read
  private boolean demoted; // a master until we were told otherwise

  /**
   * Does not connect yet.
   *
   * @param name told to Redis with {@code CLIENT SETNAME}; empty for none
   */
  public RedisConnection(RedisUri uri, String name) {
    this(uri, name, Greeting.NONE);
  }

  /** As {@link #RedisConnection(RedisUri, String)} with something said first whenever connected. */
  public RedisConnection(RedisUri uri, String name, Greeting greeting) {
    this(uri, name, greeting, REPLY_LIMIT);
  }

  /**
   * As {@link #RedisConnection(RedisUri, String, Greeting)} for those who cannot wait long.
   *
   * @param limit for each answer, and for each step of connecting
   */
  public RedisConnection(RedisUri uri, String name, Greeting greeting, Duration limit) {
    this.uri = uri;
    this.dialer = new Dialer(uri, name, limit);
    this.greeting = greeting;
    this.limit = limit;
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
    return send(what(command, arguments), command, list.toArray(), limit);
  }

  /** As {@link #call} for a command that blocks: waits for its answer up to the limit given. */
  public Reply callBlocking(Duration limit, String command, String... arguments) {
    Arguments list = new Arguments();
    for (String argument : arguments) {
      list.add(argument);
    }
    return send(what(command, arguments), command, list.toArray(), limit);
  }

  @Override
  public Reply run(LuaScript script, List<String> keys, Arguments arguments) {
    ScriptCall call = new ScriptCall(script, keys, arguments);
    try {
      return send(call.what(), "EVALSHA", call.byDigest(), limit);
    } catch (CommandRejected e) {
      if (!isUnknownScript(e)) {
        throw e;
      }
      return send(call.what(), "EVAL", call.byText(), limit);
    }
  }

  @Override
  public @Nullable Reply run(
      List<Arguments> hashes, LuaScript script, List<String> keys, Arguments arguments) {
    ScriptCall call = new ScriptCall(script, keys, arguments);
    return uri.isCluster() ? null : new HashesAndScript(hashes, call).over(this);
  }

  static boolean isUnknownScript(CommandRejected e) {
    return e.getCause() instanceof JedisNoScriptException;
  }

  /** What a command does it to is told too: mostly that is a key. */
  private static String what(String command, String... arguments) {
    return arguments.length == 0 ? command : command + " " + arguments[0];
  }

  private Reply send(String what, String command, byte[][] arguments, Duration limit) {
    for (int hops = 0; ; hops++) {
      try {
        return exchange(connected(), command, arguments, limit);
      } catch (JedisMovedDataException e) {
        if (hops == MOST_HOPS || !uri.isCluster()) {
          throw rejected(what, e);
        }
        moveTo(Dialer.node(e)); // nothing was carried out: the keys are elsewhere
      } catch (JedisAskDataException e) {
        return sendOnce(Dialer.node(e), what, command, arguments, limit);
      } catch (JedisDataException e) {
        throw rejected(what, e);
      } catch (JedisConnectionException e) {
        throw lost(what, e);
      }
    }
  }

  private static Reply exchange(
      Connection open, String command, byte[][] arguments, Duration limit) {
    open.setSoTimeout(Dialer.millis(limit));
    open.sendCommand(Protocol.Command.valueOf(command), arguments);
    return new Reply(open.getOne());
  }

  /** The keys are on their way to another node: this one command goes there. */
  private Reply sendOnce(
      RedisNode node, String what, String command, byte[][] arguments, Duration limit) {
    try (Connection other = dialer.dial(node)) {
      exchange(other, "ASKING", new byte[0][], limit);
      return exchange(other, command, arguments, limit);
    } catch (JedisDataException e) {
      throw rejected(what, e);
    } catch (JedisConnectionException e) {
      throw new ConnectionLost(
          what + " to " + node + " was not answered: " + e.getMessage(), true, e);
    }
  }

  private void moveTo(RedisNode node) {
    drop();
    try {
      adopt(dialer.dial(node));
    } catch (JedisConnectionException | JedisDataException e) {
      throw ConnectionLost.unreachable(node, e);
    }
  }

  /** Lays a command ready; it goes out with the next {@link #read} at the latest. */
  void write(String what, String command, byte[][] arguments, Duration limit) {
    Connection open = connected();
    try {
      open.setSoTimeout(Dialer.millis(limit));
      open.sendCommand(Protocol.Command.valueOf(command), arguments);
      unread++;
    } catch (JedisConnectionException e) {
      throw lost(what, e);
    }
  }

  /**
   * Waits for the answer to the oldest command that was written and has none yet.
   *
   * @throws ConnectionLost when there is none; the others that were written have none either
   */
  Reply read(String what) {
    Connection open = connection;
    if (open == null) {
      throw new ConnectionLost(
          what + " to " + uri + " was not answered: the connection was closed",
          true,
          new IllegalStateException("closed"));
    }
    unread--;
    try {
      Reply reply = new Reply(open.getOne());
      leaveDemoted();
      return reply;
    } catch (JedisMovedDataException e) {
      if (!uri.isCluster()) {
        throw rejected(what, e);
      }
      moveTo(Dialer.node(e));
      throw new ConnectionLost(what + " is to go to " + Dialer.node(e), false, e);
    } catch (JedisDataException e) {
      RedisException answer = rejected(what, e);
      if (answer instanceof ConnectionLost) {
        drop();
      }
      throw answer;
    } catch (JedisConnectionException e) {
      throw lost(what, e);
    }
  }

  private ConnectionLost lost(String what, JedisConnectionException e) {
    drop();
    return new ConnectionLost(
        what + " to " + uri + " was not answered: " + e.getMessage(), true, e);
  }

  private RedisException rejected(String what, JedisDataException e) {
    demoted |= Refusal.isOfADemotedMaster(uri, String.valueOf(e.getMessage()));
    leaveDemoted();
    return Refusal.of(what, uri, e);
  }

  /** The name or the sentinels may lead elsewhere by now; what is under way is still refused. */
  private void leaveDemoted() {
    if (demoted && unread == 0) {
      drop();
    }
  }

  private Connection connected() {
    Connection open = connection;
    if (open != null && !open.isBroken()) {
      return open;
    }
    if (closed) {
      throw closed();
    }
    try {
      adopt(dialer.dial());
      greet();
      return greeted();
    } catch (JedisConnectionException | JedisDataException e) {
      throw ConnectionLost.unreachable(uri, e);
    }
  }

  private void adopt(Connection made) {
    unread = 0;
    demoted = false;
    connection = made;
  }

  /** A cluster may have sent the greeting on to another node. */
  private Connection greeted() {
    Connection open = connection;
    if (open == null) {
      throw closed();
    }
    return open;
  }

  private ConnectionLost closed() {
    return new ConnectionLost(
        "The connection to " + uri + " is closed", false, new IllegalStateException("closed"));
  }

  /** What is lost while greeting was not the caller's command: that can be sent again. */
  private void greet() {
    try {
      greeting.greet(this);
    } catch (ConnectionLost e) {
      throw new ConnectionLost(String.valueOf(e.getMessage()), false, e);
    } catch (RuntimeException e) {
      drop();
      throw e;
    }
  }

  private void drop() {
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
    dialer.close();
    drop();
  }
}

package dev.tidemill.redis;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Scripts on a connection of their own, of which several may be under way: Redis works on the next
 * while the answer to the last is being read.
 *
 * <p>Any error but that of a single script ends what is under way: {@link #size()} is 0 then, and
 * whoever sent it has to send it again.
 *
 * <p><b>Threading:</b> one thread at a time; {@link #close()} may come from any and ends a call
 * that waits.
 */
public final class ScriptPipeline implements AutoCloseable {

  private static final Duration LIMIT = RedisConnection.REPLY_LIMIT;

  private final RedisConnection connection;
  private final Deque<ScriptCall> sent = new ArrayDeque<>();
  private final Deque<Object> early = new ArrayDeque<>(); // answers read before their turn

  /** Does not connect yet; the greeting is said whenever it has. */
  public ScriptPipeline(RedisUri uri, Greeting greeting) {
    connection = new RedisConnection(uri, "", greeting);
  }

  /** How many were sent and are not answered. */
  public int size() {
    return sent.size();
  }

  /**
   * Sends a script; it may leave only with the next {@link #receive}.
   *
   * @throws RedisException when Redis cannot be reached
   */
  public void send(LuaScript script, List<String> keys, Arguments arguments) {
    ScriptCall call = new ScriptCall(script, keys, arguments);
    try {
      connection.write(call.what(), "EVALSHA", call.byDigest(), LIMIT);
      sent.add(call);
    } catch (RedisException e) {
      forget();
      throw e;
    }
  }

  /**
   * Waits for the answer to the oldest script.
   *
   * @throws CommandRejected when that script was refused; the others are still under way
   * @throws ConnectionLost when there is no answer; nothing is under way any more
   */
  public Reply receive() {
    ScriptCall oldest = sent.element();
    try {
      Reply reply = answer(oldest);
      sent.remove();
      return reply;
    } catch (CommandRejected e) {
      sent.remove();
      throw e;
    } catch (ConnectionLost e) {
      forget();
      throw e;
    }
  }

  private Reply answer(ScriptCall oldest) {
    try {
      return early.isEmpty() ? connection.read(oldest.what()) : told(early.remove());
    } catch (CommandRejected e) {
      if (!RedisConnection.isUnknownScript(e)) {
        throw e;
      }
      readTheOthers(1);
      connection.write(oldest.what(), "EVAL", oldest.byText(), LIMIT);
      return connection.read(oldest.what());
    }
  }

  /**
   * Reads hashes, one answer for each key; an error stands in the place of one that is none.
   *
   * @throws ConnectionLost when there is no answer; nothing is under way any more
   */
  public List<Reply> hashes(List<String> keys) {
    try {
      for (String key : keys) {
        connection.write("HGETALL", "HGETALL", new Arguments().add(key).toArray(), LIMIT);
      }
      readTheOthers(0);
      List<Reply> hashes = new ArrayList<>(keys.size());
      for (String key : keys) {
        hashes.add(readOrError("HGETALL " + key));
      }
      return hashes;
    } catch (ConnectionLost e) {
      forget();
      throw e;
    }
  }

  private Reply readOrError(String what) {
    try {
      return connection.read(what);
    } catch (CommandRejected e) {
      return new Reply(e);
    }
  }

  /** What is sent now is answered after those that are under way: they are read first. */
  private void readTheOthers(int answered) {
    for (ScriptCall other : sent.stream().skip(answered + early.size()).toList()) {
      try {
        early.add(connection.read(other.what()));
      } catch (CommandRejected e) {
        early.add(e);
      }
    }
  }

  private static Reply told(Object answer) {
    if (answer instanceof CommandRejected rejected) {
      throw rejected;
    }
    return (Reply) answer;
  }

  private void forget() {
    sent.clear();
    early.clear();
  }

  /** Ends the connection for good; a call that waits ends with {@link ConnectionLost}. */
  @Override
  public void close() {
    connection.close();
  }
}

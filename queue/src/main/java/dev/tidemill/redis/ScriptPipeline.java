package dev.tidemill.redis;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Scripts on a connection of their own, of which several may be under way: Redis works on the next
 * while the answer to the last is being read.
 *
 * <p>A script may name hashes that are to be read once it is done. They are asked for as soon as
 * its reply is there, whoever's turn it is then, so that Redis has something to do meanwhile.
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
  private final Deque<Sent> sent = new ArrayDeque<>(); // in the order of sending
  private final Deque<Runnable> replies = new ArrayDeque<>(); // how each is read, as they come
  private int running;

  /** Does not connect yet; the greeting is said whenever it has. */
  public ScriptPipeline(RedisUri uri, Greeting greeting) {
    connection = new RedisConnection(uri, "", greeting);
  }

  /**
   * What came of a script.
   *
   * @param reply its own
   * @param hashes one for each that it named; an error stands in the place of one that is none
   */
  public record Answer(Reply reply, List<Reply> hashes) {}

  /** A script that is under way. */
  private static final class Sent {

    private final ScriptCall call;
    private final Function<Reply, List<String>> named;
    private final List<Reply> hashes = new ArrayList<>();
    private @Nullable Reply reply;
    private @Nullable CommandRejected refusal;
    private int missing; // hashes

    Sent(ScriptCall call, Function<Reply, List<String>> named) {
      this.call = call;
      this.named = named;
    }

    boolean isAnswered() {
      return (reply != null || refusal != null) && missing == 0;
    }
  }

  /** How many were sent and are not answered. */
  public int size() {
    return sent.size();
  }

  /** How many were sent and are not done yet, whatever is still to be read after them. */
  public int running() {
    return running;
  }

  /**
   * Sends a script; it may leave only with the next {@link #receive}.
   *
   * @param named tells of the script's reply which hashes are to be read; called once
   * @throws RedisException when Redis cannot be reached
   */
  public void send(
      LuaScript script,
      List<String> keys,
      Arguments arguments,
      Function<Reply, List<String>> named) {
    Sent one = new Sent(new ScriptCall(script, keys, arguments), named);
    try {
      write(one, "EVALSHA", one.call.byDigest());
      sent.add(one);
      running++;
    } catch (RedisException e) {
      forget();
      throw e;
    }
  }

  private void write(Sent one, String command, byte[][] arguments) {
    connection.write(one.call.what(), command, arguments, LIMIT);
    replies.add(() -> readScript(one));
  }

  /**
   * Waits for the answer to the oldest script, or until another step can be taken meanwhile.
   *
   * @return the answer; null when it is not there yet, but a script is done
   * @throws CommandRejected when that script was refused; the others are still under way
   * @throws ConnectionLost when there is no answer; nothing is under way any more
   */
  public @Nullable Answer receive() {
    Sent oldest = sent.element();
    int before = running;
    try {
      while (!oldest.isAnswered()) {
        replies.remove().run();
        if (running < before && !oldest.isAnswered()) {
          return null;
        }
      }
    } catch (ConnectionLost e) {
      forget();
      throw e;
    }
    sent.remove();
    Reply reply = oldest.reply;
    if (reply == null) {
      throw Objects.requireNonNull(oldest.refusal);
    }
    return new Answer(reply, oldest.hashes);
  }

  private void readScript(Sent one) {
    try {
      Reply reply = connection.read(one.call.what());
      one.reply = reply;
      running--;
      for (String key : one.named.apply(reply)) {
        connection.write("HGETALL", "HGETALL", new Arguments().add(key).toArray(), LIMIT);
        one.missing++;
        replies.add(() -> readHash(one, key));
      }
    } catch (CommandRejected e) {
      if (RedisConnection.isUnknownScript(e)) {
        write(one, "EVAL", one.call.byText());
      } else {
        one.refusal = e;
        running--;
      }
    }
  }

  private void readHash(Sent one, String key) {
    one.missing--;
    try {
      one.hashes.add(connection.read("HGETALL " + key));
    } catch (CommandRejected e) {
      one.hashes.add(new Reply(e));
    }
  }

  private void forget() {
    sent.clear();
    running = 0;
    replies.clear();
  }

  /** Ends the connection for good; a call that waits ends with {@link ConnectionLost}. */
  @Override
  public void close() {
    connection.close();
  }
}

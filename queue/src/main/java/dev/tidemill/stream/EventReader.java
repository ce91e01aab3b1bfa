package dev.tidemill.stream;

import dev.tidemill.event.QueueEventListener;
import dev.tidemill.loop.Loop;
import dev.tidemill.redis.NotForUs;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.Reply;
import dev.tidemill.wire.EventEntry;
import dev.tidemill.wire.QueueKeys;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The thread that reads a queue's events, on a connection of its own.
 *
 * <p>It knows the id of the last event told and asks for what follows: a lost connection neither
 * loses nor repeats one. "From now" becomes an id before the first wait, for the same reason.
 *
 * <p><b>Threading:</b> any thread; listeners are called on the reader's.
 */
public final class EventReader implements AutoCloseable {

  /** Where a reader begins that is to hear only what is still to come. */
  public static final String NOW = "$";

  private static final Duration SLACK = Duration.ofSeconds(1);
  private static final String MOST = "500";

  private final QueueKeys keys;
  private final Duration wait;
  private final QueueEventListener listener;
  private final RedisConnection connection;
  private final CompletableFuture<Void> listening = new CompletableFuture<>();
  private final Loop loop;
  private volatile String last; // written by the loop's thread

  /**
   * Does not read yet.
   *
   * @param connection of its own
   * @param from the id of the last event that is known, or {@link #NOW}
   * @param wait how long one wait for events lasts before the next
   */
  public EventReader(
      RedisConnection connection,
      QueueKeys keys,
      String from,
      Duration wait,
      QueueEventListener listener) {
    this.keys = keys;
    this.last = from;
    this.wait = wait;
    this.listener = listener;
    this.connection = connection;
    this.loop = new Loop("tidemill-events-" + keys.queue(), this::step, this::troubled);
  }

  /** Begins to read. */
  public void start() {
    loop.start();
  }

  /** Is done once every later event is sure to be heard. */
  public CompletionStage<Void> listening() {
    return listening;
  }

  /** The id of the last event told, from which another reader can go on. */
  public String last() {
    return last;
  }

  private void step() {
    if (last.equals(NOW)) {
      last = newest();
    }
    listening.complete(null);
    Reply reply =
        connection.callBlocking(
            wait.plus(SLACK),
            "XREAD",
            "COUNT",
            MOST,
            "BLOCK",
            Long.toString(wait.toMillis()),
            "STREAMS",
            keys.events(),
            last);
    for (EventEntry entry : EventEntry.read(reply)) {
      listener.on(entry.event());
      last = entry.at();
    }
  }

  private String newest() {
    List<Reply> newest = connection.call("XREVRANGE", keys.events(), "+", "-", "COUNT", "1").list();
    return newest.isEmpty() ? "0-0" : newest.getFirst().list().getFirst().text();
  }

  private void troubled(Throwable cause) {
    listener.trouble(cause);
    if (cause instanceof NotForUs) {
      listening.completeExceptionally(cause); // whoever waits for it would wait for ever
    }
  }

  @Override
  public void close() {
    loop.stop();
    connection.close();
    loop.close();
    listening.cancel(false);
  }
}

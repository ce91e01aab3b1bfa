package dev.tidemill.queue;

import dev.tidemill.input.InvalidName;
import dev.tidemill.input.InvalidOption;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.wire.QueueKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Publishes events of a user's own among those of a queue, for {@link QueueEvents} of any BullMQ
 * client.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class QueueEventsProducer implements AutoCloseable {

  /** About how many events a stream keeps when one is published, as with BullMQ. */
  public static final int DEFAULT_KEPT = 1000;

  private final QueueKeys keys;
  private final SharedConnection connection;

  private QueueEventsProducer(QueueOptions options) {
    this.keys = new QueueKeys(options.prefix(), options.name());
    this.connection = new SharedConnection(options.redis(), "", Opening.looking(options));
  }

  /** A producer; connects on first use. */
  public static QueueEventsProducer open(QueueOptions options) {
    return new QueueEventsProducer(options);
  }

  /** As {@link #publish(String, Map, int)}, keeping {@value #DEFAULT_KEPT}. */
  public String publish(String name, Map<String, String> fields) {
    return publish(name, fields, DEFAULT_KEPT);
  }

  /**
   * Publishes an event and answers its id in the stream.
   *
   * <p><b>Delivery:</b> one whose reply is lost may have been published.
   *
   * @param name under which it is heard
   * @param fields what comes with it; with a {@code jobId} BullMQ also tells it to those who listen
   *     for that job
   * @param kept about how many events the stream keeps, the queue's own among them: older ones go
   * @throws InvalidName when the name is empty, or a field is called {@code event}
   * @throws dev.tidemill.redis.RedisException when Redis did not answer
   */
  public String publish(String name, Map<String, String> fields, int kept) {
    if (name.isEmpty()) {
      throw new InvalidName("event name is empty: give one");
    }
    if (fields.containsKey("event")) {
      throw new InvalidName(
          "field 'event' cannot be used in event '" + name + "': it holds the name. Rename it");
    }
    if (kept < 0) {
      throw new InvalidOption("kept is " + kept + ": give zero or more");
    }
    List<String> words =
        new ArrayList<>(
            List.of(keys.events(), "MAXLEN", "~", Integer.toString(kept), "*", "event", name));
    fields.forEach(
        (field, value) -> {
          words.add(field);
          words.add(value);
        });
    return connection.call("XADD", words.toArray(String[]::new)).text();
  }

  @Override
  public void close() {
    connection.close();
  }
}

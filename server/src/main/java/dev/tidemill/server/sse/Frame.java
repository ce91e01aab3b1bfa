package dev.tidemill.server.sse;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One event of the stream, encoded once for all who get it. */
final class Frame {

  /** The first frame of every stream: how soon to come back after a loss. */
  static final Frame RETRY = new Frame(null, "retry", "retry: 2000\n\n");

  /** What whoever names topics is told beside them: what holds the stream together. */
  private static final Set<String> FOR_ALL =
      Set.of("retry", "hello", "snapshot", "away", "ping", "bye");

  private final @Nullable String id;
  private final String topic;
  private final byte[] bytes;

  private Frame(@Nullable String id, String topic, String text) {
    this.id = id;
    this.topic = topic;
    this.bytes = text.getBytes(StandardCharsets.UTF_8);
  }

  /** An event with a name, or an unnamed message when there is none. */
  static Frame of(@Nullable String id, @Nullable String event, String data) {
    StringBuilder text = new StringBuilder(data.length() + 64);
    if (id != null) {
      text.append("id: ").append(id).append('\n');
    }
    if (event != null) {
      text.append("event: ").append(event).append('\n');
    }
    String topic = event == null ? "state" : event;
    return new Frame(id, topic, text.append("data: ").append(data).append("\n\n").toString());
  }

  /** Whether it is for whoever has named these topics, none for all. */
  boolean isOf(Set<String> topics) {
    return topics.isEmpty() || topics.contains(topic) || FOR_ALL.contains(topic);
  }

  /** Where the stream goes on after it, or null when it is no place to go on from. */
  @Nullable String id() {
    return id;
  }

  /** As it goes over the wire; the same for all, so nobody changes it. */
  byte[] bytes() {
    return bytes;
  }
}

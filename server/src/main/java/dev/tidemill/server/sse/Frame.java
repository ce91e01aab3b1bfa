package dev.tidemill.server.sse;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One event of the stream, encoded once for all who get it. */
final class Frame {

  /** The first frame of every stream: how soon to come back after a loss. */
  static final Frame RETRY = new Frame(null, "retry: 2000\n\n");

  private final @Nullable String id;
  private final byte[] bytes;

  private Frame(@Nullable String id, String text) {
    this.id = id;
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
    return new Frame(id, text.append("data: ").append(data).append("\n\n").toString());
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

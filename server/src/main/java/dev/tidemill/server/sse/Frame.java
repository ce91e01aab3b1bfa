package dev.tidemill.server.sse;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One event of the stream, encoded once for all who get it.
 *
 * @param id where the stream goes on after it, or null when it is no place to go on from
 * @param text as it goes over the wire
 */
record Frame(@Nullable String id, String text) {

  /** The first frame of every stream: how soon to come back after a loss. */
  static final Frame RETRY = new Frame(null, "retry: 2000\n\n");

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

  byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

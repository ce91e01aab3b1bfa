package dev.tidemill.pool.source;

import java.util.List;

/**
 * Messages that lie side by side in a source.
 *
 * @param messages in order; empty at the end
 * @param from the position before the first
 * @param to the position after the last
 */
public record Range(List<Message> messages, String from, String to) {

  /** Whether there was nothing left to read. */
  public boolean isEnd() {
    return messages.isEmpty() && from.equals(to);
  }
}

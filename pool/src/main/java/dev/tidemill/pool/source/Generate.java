package dev.tidemill.pool.source;

import java.util.Collections;
import java.util.List;

/** The same message over and over, without end. */
record Generate(Message message) implements Source {

  @Override
  public Message next() {
    return message;
  }

  @Override
  public List<Message> next(int most) {
    return Collections.nCopies(most, message);
  }

  @Override
  public String toString() {
    return "generate";
  }
}

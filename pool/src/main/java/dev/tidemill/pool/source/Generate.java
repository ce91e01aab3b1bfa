package dev.tidemill.pool.source;

/** The same message over and over, without end. */
record Generate(Message message) implements Source {

  @Override
  public Message next() {
    return message;
  }
}

package dev.tidemill.queue;

/** The source stands elsewhere than the add says: nothing was added. */
public final class SourceMoved extends QueueException {

  private static final long serialVersionUID = 1L;

  private final String position;

  SourceMoved(String message, String position) {
    super(message);
    this.position = position;
  }

  /** Where the source stands; empty for its beginning. */
  public String position() {
    return position;
  }
}

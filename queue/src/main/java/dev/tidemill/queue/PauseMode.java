package dev.tidemill.queue;

/**
 * Where jobs wait while a queue is paused. The queue remembers it, and all clients of ours keep to
 * it.
 */
public enum PauseMode {
  /** As was said when the queue was opened before; as version 6 does when nothing was said. */
  UNCHANGED(""),
  /** In line, as BullMQ does from version 6 on. */
  VERSION_6("6"),
  /**
   * In a list of their own, as BullMQ up to version 5 does. Only for fleets in which every other
   * client is of version 5: it would otherwise overwrite the line, and jobs with it, when it
   * resumes the queue.
   */
  VERSION_5("5");

  private final String code;

  PauseMode(String code) {
    this.code = code;
  }

  String code() {
    return code;
  }
}

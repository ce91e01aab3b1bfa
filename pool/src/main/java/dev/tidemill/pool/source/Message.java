package dev.tidemill.pool.source;

/**
 * What is pushed; once in the queue it is a job.
 *
 * @param name the name of the job
 * @param data the payload as JSON text, stored byte for byte
 */
public record Message(String name, String data) {

  /** The name that messages have unless their source says otherwise. */
  public static final String NAME = "message";

  /** A message under the usual name. */
  public static Message of(String data) {
    return new Message(NAME, data);
  }
}

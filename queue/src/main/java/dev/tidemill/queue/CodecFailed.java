package dev.tidemill.queue;

/**
 * A value cannot be written as JSON text, or a job's JSON text is not what the codec reads. Nothing
 * was changed.
 */
public final class CodecFailed extends QueueException {

  private static final long serialVersionUID = 1L;

  CodecFailed(String message, Throwable cause) {
    super(message, cause);
  }
}

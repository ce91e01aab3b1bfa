package dev.tidemill.queue;

import dev.tidemill.codec.Codec;
import dev.tidemill.job.Job;
import org.jspecify.annotations.Nullable;

/**
 * The payloads and results of one queue's jobs through a codec; what fails is told with its job.
 *
 * @param queue with its prefix
 */
record Payloads<T>(String queue, Codec<T> codec) {

  static <T> Payloads<T> of(QueueOptions queue, Codec<T> codec) {
    return new Payloads<>(queue.prefix() + ":" + queue.name(), codec);
  }

  /** The payload of a job that is to be added. */
  String write(String name, T value) {
    try {
      return encoded(value);
    } catch (RuntimeException | StackOverflowError e) {
      throw new CodecFailed(
          "Job '%s' was not added to %s: %s. Give a value that the codec can write, without circles, or add the JSON text itself"
              .formatted(name, queue, unwritable(value, e)),
          e);
    }
  }

  /** What a handler answered. */
  String result(Job job, @Nullable T value) {
    if (value == null) {
      return "null";
    }
    try {
      return encoded(value);
    } catch (RuntimeException | StackOverflowError e) {
      throw new CodecFailed(
          "The result of job '%s' (id %s) of %s is lost: %s. Answer a value that the codec can write, without circles"
              .formatted(job.name(), job.id(), queue, unwritable(value, e)),
          e);
    }
  }

  /** Text that is passed on as it is was written by hand; what a codec wrote is JSON. */
  private String encoded(T value) {
    String text = codec.encode(value);
    return codec.equals(Codec.json()) ? JsonCheck.checked("it", text) : text;
  }

  /** The payload of a job. */
  T read(Job job) {
    try {
      return codec.decode(job.data());
    } catch (RuntimeException | StackOverflowError e) {
      throw new CodecFailed(
          "The payload of job '%s' (id %s) of %s cannot be read as %s: %s. Correct it with updateData and retry the job, or read it with another codec"
              .formatted(job.name(), job.id(), queue, codec.type(), reason(e)),
          e);
    }
  }

  private String unwritable(T value, Throwable failure) {
    return "a value of %s cannot be written as %s: %s"
        .formatted(value.getClass().getName(), codec.type(), reason(failure));
  }

  /** The first line: parsers append where they stood, over several. */
  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank()
        ? failure.getClass().getName()
        : message.lines().findFirst().orElse(message);
  }
}

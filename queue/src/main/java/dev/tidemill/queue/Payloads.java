package dev.tidemill.queue;

import dev.tidemill.codec.Codec;
import dev.tidemill.job.Job;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The payloads and results of one queue's jobs through a codec; what fails is told with its job.
 *
 * @param queue with its prefix
 */
record Payloads<T>(String queue, Codec<T> codec) {

  private static final int MUCH = 1 << 15; // characters: less is written before others are awake

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

  /**
   * The payloads of jobs that are to be added together: Redis waits for them, so many hands help.
   */
  List<String> writeAll(String name, List<? extends T> values) {
    if (values.isEmpty()) {
      return List.of();
    }
    String first = write(name, values.getFirst());
    boolean isMuch = (long) first.length() * values.size() >= MUCH;
    List<? extends T> others = values.subList(1, values.size());
    Stream<? extends T> rest = isMuch ? others.parallelStream() : others.stream();
    return Stream.concat(Stream.of(first), rest.map(value -> write(name, value))).toList();
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

package dev.tidemill.pool.handler;

import dev.tidemill.job.Job;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Runs a command for each message, with the payload on its standard input.
 *
 * <p>An exit code other than 0 fails the message, with the end of standard error as the reason.
 * Standard output is the result: as it is when it is JSON, else as a JSON string.
 */
record ExecHandler(List<String> words) implements Handler {

  private static final int MOST_OUTPUT = 1 << 20;
  private static final int REASON = 4000;
  private static final int FITS = 4096; // bytes that every pipe holds
  private static final Duration AFTER_EXIT = Duration.ofSeconds(2);

  @Override
  public String handle(Job job) throws InterruptedException {
    Process process = start();
    try {
      Gathering output = Gathering.head(process.getInputStream(), MOST_OUTPUT + 1);
      Gathering errors = Gathering.tail(process.getErrorStream(), REASON);
      feed(process.getOutputStream(), PayloadText.of(job.data()).getBytes(StandardCharsets.UTF_8));
      int code = process.waitFor();
      if (code != 0) {
        throw new HandlerFailed(reason(code, errors.within(AFTER_EXIT)), null);
      }
      return result(output.within(AFTER_EXIT));
    } finally {
      end(process);
    }
  }

  private Process start() {
    try {
      return new ProcessBuilder(words).start();
    } catch (IOException e) {
      throw new HandlerFailed(
          "The command " + words.getFirst() + " cannot be run: " + e.getMessage(), e);
    }
  }

  /** What may not fit is written on another thread: a command may read late, or never. */
  private static void feed(OutputStream input, byte[] payload) {
    if (payload.length <= FITS) {
      write(input, payload);
    } else {
      Thread.ofPlatform().daemon().name("tidemill-exec").start(() -> write(input, payload));
    }
  }

  private static void write(OutputStream input, byte[] payload) {
    try (input) {
      input.write(payload);
    } catch (IOException e) {
      // A command may end without reading its input; its exit code tells how it went.
    }
  }

  private String reason(int code, byte[] errors) {
    String told = new String(errors, StandardCharsets.UTF_8).strip();
    String first = words.getFirst() + " ended with exit code " + code;
    return told.isEmpty() ? first : first + ": " + told;
  }

  private String result(byte[] output) {
    if (output.length > MOST_OUTPUT) {
      throw new HandlerFailed(
          words.getFirst() + " wrote more than 1 MiB of output; write large results elsewhere",
          null);
    }
    String told = new String(output, StandardCharsets.UTF_8).stripTrailing();
    if (told.isEmpty()) {
      return "null";
    }
    return PayloadText.isJson(told) ? told : PayloadText.quoted(told);
  }

  private static void end(Process process) {
    if (process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  @Override
  public String toString() {
    return "exec:" + String.join(" ", words);
  }
}

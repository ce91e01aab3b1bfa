package dev.tidemill.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * The command as its user meets it: a JVM of its own, files, exit codes, signals.
 *
 * @param folder where everything lies that it reads and writes
 * @param started what has to end with the test
 */
record Command(Path folder, List<Process> started) implements AutoCloseable {

  static final Duration LIMIT = Duration.ofMinutes(3);

  static Command in(Path folder) {
    return new Command(folder, new ArrayList<>());
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** What the process started last has said. */
  String said() {
    try {
      return Files.readString(file("err.txt"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Process start(String... words) throws IOException {
    Process process = builder(words).start();
    started.add(process);
    return process;
  }

  /** Starts it with the file as its standard input. */
  Process startOn(Path input, String... words) throws IOException {
    Process process = builder(words).redirectInput(input.toFile()).start();
    started.add(process);
    return process;
  }

  /** Starts it somewhere else, by way of another command. */
  Process startIn(Path directory, List<String> by, String... words) throws IOException {
    ProcessBuilder builder = builder(words);
    List<String> all = new ArrayList<>(by);
    all.addAll(builder.command());
    Process process = builder.command(all).directory(directory.toFile()).start();
    started.add(process);
    return process;
  }

  private ProcessBuilder builder(String... more) {
    List<String> words = new ArrayList<>(withCtrlC());
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    words.addAll(List.of(more));
    words.add("--data=" + file("data"));
    ProcessBuilder builder = new ProcessBuilder(words);
    return builder.redirectOutput(file("err.txt").toFile()).redirectError(file("err.txt").toFile());
  }

  /** A build in the background of a shell ignores Ctrl-C, and so does all that it starts. */
  private static List<String> withCtrlC() {
    return System.getProperty("os.name").equals("Linux")
        ? List.of("env", "--default-signal=INT")
        : List.of();
  }

  static int exitOf(Process process) throws InterruptedException {
    if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end");
    }
    return process.exitValue();
  }

  static void signal(Process process, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  void awaitSaid(String text) {
    Awaitility.await().atMost(LIMIT).until(() -> said().contains(text));
  }

  /** Ends what still runs; its Redis ends by itself then, and the folder can be deleted. */
  @Override
  public void close() {
    started.forEach(Process::destroyForcibly);
    Awaitility.await().atMost(LIMIT).until(() -> !Files.exists(file("data/redis.pid")));
  }
}

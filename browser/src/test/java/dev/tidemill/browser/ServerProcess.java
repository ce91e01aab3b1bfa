package dev.tidemill.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code tidemill serve} in a JVM of its own, with a Redis of its own. */
final class ServerProcess implements AutoCloseable {

  private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(20);

  private final Process process;
  private final int port;

  private ServerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one on a free port and waits until it answers. */
  static ServerProcess start(Path data, String... options) {
    return startOn(freePort(), data, options);
  }

  /** A demo, which can be broken. */
  static ServerProcess demo(Path data, String... options) {
    List<String> words = new ArrayList<>(List.of("demo", "--no-open", "--data=" + data));
    words.addAll(List.of(options));
    return start(freePort(), data.resolveSibling("server.log"), words);
  }

  /** A demo whose files are where they are for everybody, in the home directory given. */
  static ServerProcess demoAtHome(Path home, String... options) {
    List<String> words = new ArrayList<>(List.of("demo", "--no-open"));
    words.addAll(List.of(options));
    return start(freePort(), home.resolve("server.log"), words, "-Duser.home=" + home);
  }

  /** The same on a given port. */
  static ServerProcess startOn(int port, Path data, String... options) {
    List<String> words = new ArrayList<>(List.of("serve", "--data=" + data));
    words.addAll(List.of(options));
    return start(port, data.resolveSibling("server.log"), words);
  }

  private static ServerProcess start(int port, Path log, List<String> words, String... java) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(java));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("dev.tidemill.server.Main");
    command.addAll(words);
    command.add("--port=" + port);
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      var server = new ServerProcess(process, port);
      server.awaitAnswer(log);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("Starting the server failed", e);
    }
  }

  int port() {
    return port;
  }

  String url() {
    return "http://127.0.0.1:" + port + "/";
  }

  private void awaitAnswer(Path log) throws IOException {
    Instant deadline = Instant.now().plus(STARTS_WITHIN);
    HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "livez")).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (Instant.now().isBefore(deadline) && process.isAlive()) {
        if (answers(client, request) || process.waitFor(100, TimeUnit.MILLISECONDS)) {
          break;
        }
      }
      if (!answers(client, request)) {
        close();
        throw new IllegalStateException("The server did not answer:\n" + Files.readString(log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the server started", e);
    }
  }

  private static boolean answers(HttpClient client, HttpRequest request)
      throws InterruptedException {
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("Finding a free port failed", e);
    }
  }

  /** Lets it stand still as it is, until it is thawed. */
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Ends it in the midst of its work; once it has ended, does nothing. */
  void kill9() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Ends it as a person would, and only when it does not listen by force. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("The server did not end within " + ENDS_WITHIN);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

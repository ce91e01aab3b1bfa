import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;

/** A server of a campaign's own, and a client for it. */
final class OwnServer implements AutoCloseable {

  private final Process process;
  private final String address;
  private final int port;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private OwnServer(Process process, int port) {
    this.process = process;
    this.port = port;
    this.address = "http://127.0.0.1:" + port;
  }

  static OwnServer start(Path work, OwnRedis redis, String... more)
      throws IOException, InterruptedException {
    int port = OwnRedis.freePort();
    List<String> command =
        new java.util.ArrayList<>(
            List.of(Path.of("tidemill").toAbsolutePath().toString(), "serve", "--no-open"));
    command.addAll(List.of("--port=" + port, "--redis-url=" + redis.url()));
    command.addAll(List.of(more));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("server.txt").toFile())
            .start();
    OwnServer server = new OwnServer(process, port);
    Waiting.until(server::answers);
    return server;
  }

  private boolean answers() {
    try {
      return get("/readyz").statusCode() == 200;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  HttpResponse<String> get(String path) {
    return send("GET", path, "");
  }

  HttpResponse<String> send(String method, String path, String json) {
    HttpRequest.BodyPublisher body =
        json.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(json);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path))
            .header("Content-Type", "application/json")
            .method(method, body)
            .build();
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(method + " " + path, e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}

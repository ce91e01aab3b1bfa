package dev.tidemill.server.cli.client;

import dev.tidemill.server.cli.CommandFailed;
import dev.tidemill.server.cli.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/** Asks a server. */
public final class OverHttp implements Client {

  private final String server;
  private final String token;
  private final Duration limit;
  private final HttpClient client;

  private OverHttp(String server, String token, Duration limit) {
    this.server = server;
    this.token = token;
    this.limit = limit;
    this.client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(limit).build();
  }

  /**
   * Connects with the first question.
   *
   * @param server as {@code http://host:port}; a path before the routes may follow
   * @param token that the server wants, or empty
   * @param limit how long an answer may take
   * @throws CommandFailed when that is no address
   */
  public static OverHttp to(String server, String token, Duration limit) {
    String address = server.matches("https?://.*") ? server : "http://" + server;
    String bare = address.replaceFirst("/+$", "");
    try {
      if (URI.create(bare).getHost() != null) {
        return new OverHttp(bare, token, limit);
      }
    } catch (IllegalArgumentException e) {
      // It is told below.
    }
    throw new CommandFailed(
        ExitCode.USAGE,
        "Invalid value for option '--server': '" + server + "': write it as http://127.0.0.1:3000",
        null);
  }

  @Override
  public Reply send(Call call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + call.target())).timeout(limit);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (call.body().isEmpty()) {
      request.method(call.method(), BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(call.method(), BodyPublishers.ofString(call.body()));
    }
    return send(request.build());
  }

  private Reply send(HttpRequest request) {
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      return new Reply(answer.statusCode(), answer.body());
    } catch (HttpTimeoutException e) {
      throw new CommandFailed(
          ExitCode.TIMED_OUT,
          "The server at %s has not answered within %d ms; wait longer with --timeout"
              .formatted(server, limit.toMillis()),
          e);
    } catch (IOException e) {
      throw new CommandFailed(
          ExitCode.REDIS,
          "No server answers at %s (%s). Start one with 'tidemill serve', or name another with --server"
              .formatted(server, reason(e)),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed(ExitCode.INTERRUPTED, "Interrupted while " + server + " answers", e);
    }
  }

  private static String reason(IOException e) {
    String told = e.getMessage();
    return told == null ? e.getClass().getSimpleName() : told;
  }

  @Override
  public String where() {
    return server;
  }
}

package dev.tidemill.pool.handler;

import dev.tidemill.job.DelayedException;
import dev.tidemill.job.Job;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/**
 * Posts each message to an address: its payload as it is, as JSON.
 *
 * <p>An answer of the two hundreds is well, and its body the result: as it is when it is JSON, else
 * as a JSON string. One of 429 or 503 with {@code Retry-After} in seconds has the message come
 * again after that time, and counts no attempt. Any other answer, and none within half a minute,
 * fails the message.
 */
final class HttpHandler implements Handler {

  private static final int MOST_OUTPUT = 1 << 20;
  private static final int REASON = 1000;
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Set<Integer> LATER = Set.of(429, 503);

  private final URI address;
  private final HttpClient client;

  HttpHandler(URI address) {
    this.address = address;
    this.client = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  }

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException when it is none
   */
  static HttpHandler to(String text) {
    try {
      URI address = URI.create(text);
      if (address.getHost() != null && text.matches("https?://.*")) {
        return new HttpHandler(address);
      }
    } catch (IllegalArgumentException e) {
      // It is told below.
    }
    throw new IllegalArgumentException(
        "handler '" + text + "' is no address: write http://HOST/PATH or https://HOST/PATH");
  }

  @Override
  public String handle(Job job) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(LIMIT)
            .header("Content-Type", "application/json")
            .header("Tidemill-Job", job.id().replaceAll("[^ -~]", "?"))
            .POST(BodyPublishers.ofString(job.data()))
            .build();
    try {
      HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
      return result(answer);
    } catch (IOException e) {
      throw new HandlerFailed("POST " + address + " was not answered: " + e, e);
    }
  }

  private String result(HttpResponse<InputStream> answer) throws IOException {
    String text;
    try (InputStream body = answer.body()) {
      text = new String(body.readNBytes(MOST_OUTPUT + 1), StandardCharsets.UTF_8).strip();
    }
    int status = answer.statusCode();
    if (status / 100 == 2) {
      return result(text);
    }
    String wait = answer.headers().firstValue("Retry-After").orElse("");
    if (LATER.contains(status) && wait.matches("\\d{1,6}")) {
      throw new DelayedException(Duration.ofSeconds(Long.parseLong(wait)));
    }
    String told = text.length() > REASON ? text.substring(0, REASON) : text;
    throw new HandlerFailed(
        "POST %s was answered with %d%s"
            .formatted(address, status, told.isEmpty() ? "" : ": " + told),
        null);
  }

  private String result(String text) {
    if (text.length() > MOST_OUTPUT) {
      throw new HandlerFailed(
          address + " answered with more than 1 MiB; keep large results elsewhere", null);
    }
    if (text.isEmpty()) {
      return "null";
    }
    return PayloadText.isJson(text) ? text : PayloadText.quoted(text);
  }
}

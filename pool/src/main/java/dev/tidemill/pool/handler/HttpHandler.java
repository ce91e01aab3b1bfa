package dev.tidemill.pool.handler;

import dev.tidemill.job.DelayedException;
import dev.tidemill.job.Job;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts each message to an address: its payload as it is, as JSON.
 *
 * <p>An answer of the two hundreds is well, and its body the result: as it is when it is JSON, else
 * as a JSON string. One of 429 or 503 with {@code Retry-After} in seconds has the message come
 * again after that time, and counts no attempt. Any other answer, and none within half a minute,
 * fails the message. A user and password in the address are sent as basic authentication, and told
 * nowhere.
 */
final class HttpHandler implements Handler {

  private static final int MOST_OUTPUT = 1 << 20;
  private static final int REASON = 1000;
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Set<Integer> LATER = Set.of(429, 503);

  private final URI address;
  private final Duration limit;
  private final HttpClient client;

  HttpHandler(URI address) {
    this(address, LIMIT);
  }

  /** With another limit for an answer to be there, its last byte too. */
  HttpHandler(URI address, Duration limit) {
    this.address = address;
    this.limit = limit;
    this.client = HttpClient.newBuilder().connectTimeout(limit).build();
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
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(limit)
            .header("Content-Type", "application/json")
            .header("Tidemill-Job", job.id().replaceAll("[^ -~]", "?"))
            .POST(BodyPublishers.ofString(job.data()));
    String login = address.getUserInfo();
    if (login != null) {
      byte[] bytes = login.getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    }
    return result(answer(request.build()));
  }

  /** The client's own limit is over with the headers, so the whole is waited for here. */
  private HttpResponse<byte[]> answer(HttpRequest request) throws InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, head -> new FirstBytes(MOST_OUTPUT + 1));
    try {
      return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw unanswered(" within " + limit.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw unanswered(": " + cause, cause);
    } finally {
      answer.cancel(true); // whoever does not wait for it any more lets go of the connection
    }
  }

  private HandlerFailed unanswered(String how, Throwable cause) {
    return new HandlerFailed("POST " + this + " was not answered" + how, cause);
  }

  private String result(HttpResponse<byte[]> answer) {
    int status = answer.statusCode();
    byte[] body = answer.body();
    String text = new String(body, StandardCharsets.UTF_8).strip();
    if (status / 100 == 2) {
      return result(body.length, text);
    }
    String wait = answer.headers().firstValue("Retry-After").orElse("");
    if (LATER.contains(status) && wait.matches("\\d{1,6}")) {
      throw new DelayedException(Duration.ofSeconds(Long.parseLong(wait)));
    }
    String told = text.length() > REASON ? text.substring(0, REASON) : text;
    throw new HandlerFailed(
        "POST %s was answered with %d%s".formatted(this, status, told.isEmpty() ? "" : ": " + told),
        null);
  }

  private String result(int bytes, String text) {
    if (bytes > MOST_OUTPUT) {
      throw new HandlerFailed(
          this + " answered with more than 1 MiB; keep large results elsewhere", null);
    }
    if (text.isEmpty()) {
      return "null";
    }
    return PayloadText.isJson(text) ? text : PayloadText.quoted(text);
  }

  @Override
  public String toString() {
    return address.toString().replaceFirst("//[^/@]*@", "//");
  }
}

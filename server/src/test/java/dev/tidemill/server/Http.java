package dev.tidemill.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A client for one server on this machine. */
record Http(int port, HttpClient client) {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** One event of a stream: name and id are empty where it has none. */
  record Event(String id, String name, String data) {}

  static Http to(int port) {
    return new Http(port, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
  }

  HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET().build());
  }

  HttpResponse<String> post(String path, String... headers) {
    return send(request(path, headers).POST(HttpRequest.BodyPublishers.noBody()).build());
  }

  /** Sends a body of JSON, or none when it is empty. */
  HttpResponse<String> send(String method, String path, String json, String... headers) {
    HttpRequest.Builder request = request(path, headers);
    if (json.isEmpty()) {
      return send(request.method(method, HttpRequest.BodyPublishers.noBody()).build());
    }
    HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString(json);
    if (!List.of(headers).contains("Content-Type")) {
      request.header("Content-Type", "application/json");
    }
    return send(request.method(method, body).build());
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(LIMIT);
    return headers.length == 0 ? request : request.headers(headers);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads the stream until an event of that name has come; that one is the last of the list. */
  List<Event> eventsUntil(String name, String... headers) throws Exception {
    return eventsOf("/events", name, headers);
  }

  /** The same of the stream under that path. */
  List<Event> eventsOf(String path, String name, String... headers) throws Exception {
    List<Event> events = new ArrayList<>();
    read(path, events, () -> !events.isEmpty() && events.getLast().name().equals(name), headers);
    return events;
  }

  /**
   * Reads the stream from an id on, empty for none, and adds what comes to the list until that is
   * enough.
   */
  void listen(String lastId, List<Event> seen, BooleanSupplier enough) throws Exception {
    listen("/events", lastId, seen, enough);
  }

  /** The same of the stream under that path. */
  void listen(String path, String lastId, List<Event> seen, BooleanSupplier enough)
      throws Exception {
    String[] headers = lastId.isEmpty() ? new String[0] : new String[] {"Last-Event-ID", lastId};
    read(path, seen, enough, headers);
  }

  private void read(String path, List<Event> events, BooleanSupplier enough, String... headers)
      throws Exception {
    HttpResponse<Stream<String>> answer =
        client.send(request(path, headers).build(), BodyHandlers.ofLines());
    String id = "";
    String event = "";
    try (Stream<String> lines = answer.body()) {
      for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
        String line = each.next();
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          event = line.substring(7);
        } else if (line.startsWith("data: ")) {
          events.add(new Event(id, event, line.substring(6)));
          if (enough.getAsBoolean()) {
            return;
          }
          id = "";
          event = "";
        }
      }
    }
    throw new AssertionError("the stream ended after " + events);
  }

  /** The next tick that is one of the history, and so has an id. */
  Event nextSample() throws Exception {
    for (int n = 0; n < 20; n++) {
      Event tick = eventsUntil("tick").getLast();
      if (!tick.id().isEmpty()) {
        return tick;
      }
    }
    throw new AssertionError("no tick came from the history");
  }
}

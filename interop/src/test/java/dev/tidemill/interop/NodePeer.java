package dev.tidemill.interop;

import dev.tidemill.redis.RedisNode;
import dev.tidemill.redis.RedisRoute;
import dev.tidemill.redis.RedisUri;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The real BullMQ in a Node.js process of its own; see {@code peer/peer.mjs} for what it can do.
 *
 * <p><b>Threading:</b> safe; every call waits for its answer.
 */
final class NodePeer implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int PATIENCE_SECONDS = 60;

  private final Process process;
  private final OutputStream requests;
  private final AtomicLong lastId = new AtomicLong();
  private final Map<Long, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
  private final List<JsonNode> heard = new CopyOnWriteArrayList<>();

  private NodePeer(Process process) {
    this.process = process;
    this.requests = process.getOutputStream();
    Thread.ofPlatform().daemon().name("node-peer").start(this::read);
  }

  /** Starts a peer that has a release of BullMQ, and connects it to a Redis. */
  static NodePeer start(Path interop, String redis, Release release) {
    try {
      NodePeer peer =
          new NodePeer(
              new ProcessBuilder("node", "peer/peer.mjs", release.folder())
                  .directory(interop.toFile())
                  .redirectError(ProcessBuilder.Redirect.INHERIT)
                  .start());
      Map<String, ?> hello = Map.of("redis", server(RedisUri.parse(redis)));
      String found = peer.call("hello", hello).get("version").asString();
      if (!found.equals(release.toString())) {
        throw new IllegalStateException(
            "BullMQ " + found + " is installed as " + release + ": run `npm ci --ignore-scripts`");
      }
      return peer;
    } catch (IOException e) {
      throw new UncheckedIOException("node peer/peer.mjs cannot be started in " + interop, e);
    }
  }

  /** Where Redis is, in ioredis's words. */
  private static Map<String, Object> server(RedisUri uri) {
    Map<String, Object> server = new LinkedHashMap<>();
    switch (uri.route()) {
      case RedisRoute.Cluster(var nodes) -> server.put("cluster", addresses(nodes));
      case RedisRoute.Sentinel(var master, var sentinels) -> {
        server.put("name", master);
        server.put("sentinels", addresses(sentinels));
      }
      default -> {
        server.put("host", uri.host());
        server.put("port", uri.port());
        server.put("password", uri.password());
      }
    }
    return server;
  }

  private static List<Map<String, ?>> addresses(List<RedisNode> nodes) {
    return nodes.stream()
        .<Map<String, ?>>map(node -> Map.of("host", node.host(), "port", node.port()))
        .toList();
  }

  /** Has the peer do something and answers what came of it. */
  JsonNode call(String what, Map<String, ?> arguments) {
    long id = lastId.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    open.put(id, answer);
    Map<String, Object> request = new LinkedHashMap<>(arguments);
    request.put("id", id);
    request.put("do", what);
    write(JSON.writeValueAsString(request) + "\n");
    try {
      JsonNode line = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (line.has("error")) {
        throw new Refused(line.get("error"));
      }
      return line.get("value");
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the Node.js peer did not answer " + request, e);
    }
  }

  private void write(String line) {
    try {
      synchronized (requests) {
        requests.write(line.getBytes(StandardCharsets.UTF_8));
        requests.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the Node.js peer is gone", e);
    }
  }

  /** The events that QueueEvents of a prefix has told so far, in order. */
  List<JsonNode> events(String prefix) {
    return heard.stream().filter(e -> e.get("prefix").asString().equals(prefix)).toList();
  }

  private void read() {
    try (BufferedReader answers = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        JsonNode told = JSON.readTree(line);
        CompletableFuture<JsonNode> waiting =
            told.has("id") ? open.remove(told.get("id").asLong()) : null;
        if (waiting != null) {
          waiting.complete(told);
        } else if (told.has("event")) {
          heard.add(told);
        }
      }
    } catch (IOException e) {
      open.values().forEach(waiting -> waiting.completeExceptionally(e));
    }
    open.values().forEach(w -> w.completeExceptionally(new IOException("the peer ended")));
  }

  /** Ends the process. */
  @Override
  public void close() {
    try {
      requests.close();
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException | InterruptedException e) {
      process.destroyForcibly();
    }
  }

  /** BullMQ threw: its words, and its code where it has one. */
  static final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;

    Refused(JsonNode error) {
      super(error.get("message").asString());
      this.code = error.get("code").asInt(0);
    }

    int code() {
      return code;
    }
  }
}

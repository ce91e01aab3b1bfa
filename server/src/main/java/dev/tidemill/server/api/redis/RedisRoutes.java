package dev.tidemill.server.api.redis;

import dev.tidemill.queue.QueueDirectory.Entry;
import dev.tidemill.redis.Greeting;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.redis.Reply;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.server.api.Answer;
import dev.tidemill.server.api.Cursor;
import dev.tidemill.server.api.Json;
import dev.tidemill.server.api.ProblemCode;
import dev.tidemill.server.api.Refused;
import dev.tidemill.server.api.Request;
import dev.tidemill.server.api.Route;
import dev.tidemill.server.api.Shared;
import dev.tidemill.server.api.queue.Queues;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Figures of Redis, and its keys as far as they belong to queues. */
public final class RedisRoutes implements AutoCloseable {

  private static final String KEYS = "/api/v1/redis/keys";
  private static final String KIND = "keys";
  private static final Pattern LINE = Pattern.compile("(?m)^(\\w+):([^\r\n]*)");

  private static final Set<String> FIGURES =
      Set.of(
          "redis_version",
          "redis_mode",
          "role",
          "uptime_in_seconds",
          "connected_clients",
          "blocked_clients",
          "used_memory",
          "used_memory_peak",
          "maxmemory",
          "maxmemory_policy",
          "mem_fragmentation_ratio",
          "instantaneous_ops_per_sec",
          "total_commands_processed",
          "evicted_keys",
          "rejected_connections",
          "aof_enabled",
          "rdb_last_bgsave_status",
          "connected_slaves");

  private final RedisUri uri;
  private final Queues queues;
  private final SharedConnection redis;
  private final Shared<Answer> figures;

  /** Connects on first use. */
  public RedisRoutes(RedisUri uri, Queues queues) {
    this.uri = uri;
    this.queues = queues;
    this.redis = new SharedConnection(uri, "", Greeting.NONE, Queues.PATIENCE);
    this.figures = new Shared<>(queues.deeds(), this::figures);
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get("/api/v1/redis", request -> figures.get()),
        Route.get(KEYS, this::keys),
        Route.get(KEYS + "/{key}", this::key));
  }

  private Answer figures() {
    ObjectNode answer = Json.object().put("uri", uri.toString()); // without its password
    ObjectNode figures = answer.putObject("figures");
    Matcher line = LINE.matcher(redis.call("INFO").text());
    while (line.find()) {
      if (FIGURES.contains(line.group(1))) {
        figures.put(line.group(1), line.group(2));
      }
    }
    return Answer.json(answer.put("keys", redis.call("DBSIZE").number()));
  }

  /** Some of the keys of one queue; Redis may tell none in a step though others follow. */
  private Answer keys(Request request) {
    String name = request.parameter("queue", "");
    Entry entry =
        queues.known().stream()
            .filter(queue -> queue.name().equals(name))
            .filter(queue -> queue.prefix().equals(request.parameter("prefix", queue.prefix())))
            .findFirst()
            .orElseThrow(() -> Refused.invalid("queue", name, "name a queue whose keys to tell"));
    String stem = entry.prefix() + ":" + entry.name() + ":";
    ObjectNode place = Cursor.read(request, KIND + " " + stem);
    String from = place == null ? "0" : place.path("c").asString("0");
    String match = stem.replaceAll("[\\\\*?\\[\\]]", "\\\\$0") + request.parameter("match", "*");
    List<Reply> told = redis.call("SCAN", from, "MATCH", match, "COUNT", "500").list();
    ObjectNode answer = Json.object();
    List<String> found = told.get(1).list().stream().map(Reply::text).distinct().toList();
    new KeySizes(redis).into(answer.putArray("items"), found);
    String next = told.get(0).text();
    answer.put(
        "next",
        next.equals("0") ? null : Cursor.write(Cursor.of(KIND + " " + stem).put("c", next)));
    return Answer.json(answer);
  }

  private Answer key(Request request) {
    String key = request.place("key");
    boolean fenced =
        queues.known().stream()
            .anyMatch(one -> key.startsWith(one.prefix() + ":" + one.name() + ":"));
    String type = fenced ? redis.call("TYPE", key).text() : "none";
    if (type.equals("none")) {
      throw new Refused(
          ProblemCode.KEY_NOT_FOUND, "There is no key '" + key + "' that belongs to a queue.");
    }
    ObjectNode answer = Json.object().put("key", key).put("type", type);
    answer.put("ttlMs", redis.call("PTTL", key).number());
    new KeyPeek(redis, key).into(answer, type);
    return Answer.json(answer);
  }

  @Override
  public void close() {
    redis.close();
  }
}

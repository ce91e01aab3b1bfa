package dev.tidemill.interop;

import dev.tidemill.interop.NodePeer.Refused;
import dev.tidemill.job.NewJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** BullMQ under Node.js, through its own API. */
final class NodePlayer implements Player {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final NodePeer node;
  private final String prefix;
  private final String queue;
  private final Map<String, Object> worker = new LinkedHashMap<>();
  private final Map<String, String> peerTokens = new HashMap<>();
  private long now;

  NodePlayer(NodePeer node, String prefix, String queue, Terms terms) {
    this.node = node;
    this.prefix = prefix;
    this.queue = queue;
    worker.put("lockDuration", terms.lock().toMillis());
    worker.put("maxStalledCount", terms.maxStalled());
    if (!terms.worker().isEmpty()) {
      worker.put("name", terms.worker());
    }
    if (terms.metrics() > 0) {
      worker.put("metrics", Map.of("maxDataPoints", terms.metrics()));
    }
    if (terms.limitMax() > 0) {
      worker.put(
          "limiter", Map.of("max", terms.limitMax(), "duration", terms.limitPer().toMillis()));
    }
  }

  @Override
  public void now(long millis) {
    now = millis;
  }

  private JsonNode call(String what, Map<String, ?> arguments) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("prefix", prefix);
    request.put("queue", queue);
    request.put("worker", worker);
    request.put("now", now);
    request.putAll(arguments);
    return node.call(what, request);
  }

  @Override
  public String add(List<NewJob> jobs) {
    List<Object> entries = new ArrayList<>();
    for (NewJob each : jobs) {
      NewJob job = Placeholder.resolve(each, prefix);
      entries.add(
          Map.of(
              "name", job.name(),
              "data", JSON.readTree(job.data()),
              "opts", NodeOptions.of(job.options())));
    }
    List<String> ids = new ArrayList<>();
    call("addBulk", Map.of("jobs", entries)).forEach(id -> ids.add(id.asString()));
    return ids.toString();
  }

  @Override
  public String claim(String token) {
    return claimed(token, token, call("claim", Map.of("token", token)));
  }

  @Override
  public List<String> claim(List<String> tokens) {
    return tokens.stream().map(this::claim).takeWhile(NodePlayer::isId).toList();
  }

  private static boolean isId(String told) {
    return !told.equals("nothing") && !told.equals("limited");
  }

  /** The first of the next ones comes with the last that ends. */
  @Override
  public Ended end(List<Ending> endings, List<String> next) {
    List<String> codes = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (Ending each : endings) {
      boolean last = each.equals(endings.getLast()) && !next.isEmpty();
      String[] told = end(each, last ? next.getFirst() : null).split(" ", 2);
      codes.add(told[0]);
      if (last && isId(told[1])) {
        ids.add(told[1]);
        ids.addAll(claim(next.subList(1, next.size())));
      }
    }
    return new Ended(codes, ids);
  }

  private String end(Ending ending, @Nullable String next) {
    return ending.value() != null
        ? complete(ending.token(), ending.value(), next)
        : fail(ending.token(), "no luck", ending.recoverable(), next);
  }

  /** BullMQ keeps using the token of the job that ended for the one it fetches next. */
  private String claimed(String token, String peerToken, JsonNode told) {
    if (told.has("job")) {
      peerTokens.put(token, peerToken);
      return told.get("job").get("id").asString();
    }
    return told.path("limited").asLong(0) > 0 ? "limited" : "nothing";
  }

  @Override
  public String complete(String token, String value, @Nullable String next) {
    Map<String, Object> request = new HashMap<>();
    request.put("value", JSON.readTree(value));
    return ended("complete", token, request, next);
  }

  @Override
  public String fail(String token, String reason, boolean recoverable, @Nullable String next) {
    Map<String, Object> request = new HashMap<>();
    request.put("reason", reason);
    request.put("stack", "Error: " + reason);
    request.put("unrecoverable", !recoverable);
    return ended("fail", token, request, next);
  }

  private String ended(
      String how, String token, Map<String, Object> request, @Nullable String next) {
    String peerToken = String.valueOf(peerTokens.remove(token));
    request.put("token", peerToken);
    request.put("fetchNext", next != null);
    try {
      JsonNode told = call(how, request);
      if (next == null) {
        return "0";
      }
      if (told.has("job") || told.path("fetched").asBoolean(false)) {
        return "0 " + claimed(next, peerToken, told);
      }
      return "0 " + claim(next);
    } catch (Refused refused) {
      return refused.code() + (next == null ? "" : " " + claim(next));
    }
  }

  @Override
  public String putBack(String token) {
    try {
      call("putBack", Map.of("token", String.valueOf(peerTokens.remove(token))));
      return "0";
    } catch (Refused refused) {
      return Integer.toString(refused.code());
    }
  }

  @Override
  public String step(String token, Step step) {
    Map<String, Object> request = new HashMap<>();
    request.put("token", String.valueOf(peerTokens.get(token)));
    request.put("kind", step.kind().name());
    request.put("millis", step.millis());
    String answer;
    try {
      answer = call("step", request).asString();
    } catch (Refused refused) {
      answer = Integer.toString(refused.code());
    }
    if (!Step.stays(answer)) {
      peerTokens.remove(token);
    }
    return answer;
  }

  @Override
  public String extendLock(String token, Duration by) {
    String peerToken = String.valueOf(peerTokens.get(token));
    Map<String, Object> request = Map.of("token", peerToken, "duration", by.toMillis());
    return call("extendLock", request).asInt() == 1 ? "extended" : "lost";
  }

  @Override
  public String sweep() {
    List<String> ids = new ArrayList<>();
    call("sweep", Map.of()).forEach(id -> ids.add(id.asString()));
    return ids.toString();
  }

  @Override
  public void pause(boolean pause) {
    call("queue", Map.of("method", pause ? "pause" : "resume"));
  }

  @Override
  public String counts() {
    JsonNode counts = call("queue", Map.of("method", "getJobCounts"));
    StringBuilder text = new StringBuilder();
    for (String state :
        List.of(
            "waiting",
            "active",
            "delayed",
            "prioritized",
            "waiting-children",
            "completed",
            "failed")) {
      text.append(counts.get(state).asLong()).append(' ');
    }
    return text.toString().strip();
  }

  @Override
  public String state(String id) {
    return call("queue", Map.of("method", "getJobState", "args", List.of(id))).asString();
  }

  @Override
  public void close() {
    node.call("close", Map.of("prefix", prefix));
  }
}

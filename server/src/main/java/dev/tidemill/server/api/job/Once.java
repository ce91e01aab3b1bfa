package dev.tidemill.server.api.job;

import dev.tidemill.queue.OutcomeUnknown;
import dev.tidemill.queue.QueueDirectory.Entry;
import dev.tidemill.queue.QueueException;
import dev.tidemill.redis.ConnectionLost;
import dev.tidemill.redis.Greeting;
import dev.tidemill.redis.RedisException;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.redis.Reply;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.server.api.Answer;
import dev.tidemill.server.api.Json;
import dev.tidemill.server.api.Problem;
import dev.tidemill.server.api.ProblemCode;
import dev.tidemill.server.api.Refused;
import dev.tidemill.server.api.Request;
import dev.tidemill.server.api.queue.Queues;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Has a request with an {@code Idempotency-Key} carried out once: whoever sends it again within a
 * day gets the answer of the first time. The answer is kept in Redis beside the queue, so that it
 * holds for all servers and over restarts.
 *
 * <p><b>Delivery:</b> never twice. What failed when some of it may have been done is told again as
 * it was; only where nothing was done the key is free again. When the end of the first time was
 * lost, that is told until the day is over.
 */
public final class Once implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Once.class.getName());
  private static final String DAY = Long.toString(Duration.ofDays(1).toMillis());
  private static final int LONGEST = 255;
  private static final int MOST_LEFT = 1_000;

  private final SharedConnection redis;

  /** What stands at keys that are free, for Redis did not take it back: it went too. */
  private final Map<String, String> left = new ConcurrentHashMap<>();

  /** Connects on first use. */
  public Once(RedisUri redis) {
    this.redis = new SharedConnection(redis, "", Greeting.NONE, Queues.PATIENCE);
  }

  /** Carries it out, or tells what came of it the first time. */
  Answer of(Request request, Entry queue, Supplier<Answer.Text> deed) {
    String given = request.header("idempotency-key");
    if (given == null) {
      return deed.get();
    }
    if (given.isBlank() || given.length() > LONGEST) {
      throw Refused.invalid("Idempotency-Key", given, "give 1 to " + LONGEST + " characters");
    }
    String key = queue.prefix() + ":" + queue.name() + ":tidemill:once-" + digest(given);
    String print = digest(request.body());
    String open = open(print);
    if (isOurs(key, open)) {
      return first(key, open, print, deed);
    }
    Reply before = redis.call("GET", key);
    String kept = before.isNull() ? open : before.text();
    return left.remove(key, kept) ? first(key, kept, print, deed) : again(given, kept, print);
  }

  /** Unlike all others, so that it is known whose it is. */
  private static String open(String print) {
    return Json.object().put("of", print).put("by", UUID.randomUUID().toString()).toString();
  }

  private boolean isOurs(String key, String open) {
    try {
      boolean ours = !redis.call("SET", key, open, "NX", "PX", DAY).isNull();
      if (ours) {
        left.remove(key);
      }
      return ours;
    } catch (ConnectionLost e) {
      leave(key, open); // it may stand there
      throw e;
    }
  }

  private Answer first(String key, String open, String print, Supplier<Answer.Text> deed) {
    try {
      Answer.Text answer = deed.get();
      ObjectNode kept = Json.object().put("of", print).put("status", answer.status());
      kept.put("text", answer.text()).set("headers", Json.tree(answer.headers()));
      keep(key, kept);
      return answer;
    } catch (Refused e) {
      if (e.isHalfDone()) {
        Problem problem = e.problem();
        ObjectNode kept = Json.object().put("of", print).put("problem", problem.code().name());
        keep(key, kept.put("text", problem.detail()));
      } else {
        free(key, open);
      }
      throw e;
    } catch (OutcomeUnknown e) {
      throw e; // it may have been done: whoever asks again is told so
    } catch (RedisException | QueueException | IllegalArgumentException e) {
      free(key, open);
      throw e;
    }
  }

  /** What was done is done, whether it can be kept or not: then its end stays open. */
  private void keep(String key, ObjectNode kept) {
    try {
      redis.call("SET", key, kept.toString(), "PX", DAY);
    } catch (RedisException e) {
      LOG.log(Level.WARNING, "The answer to a request with a key could not be kept", e);
    }
  }

  private void free(String key, String open) {
    try {
      redis.call("DEL", key);
    } catch (RedisException e) {
      leave(key, open);
    }
  }

  private void leave(String key, String open) {
    if (left.size() < MOST_LEFT) { // beyond that the end stays open
      left.put(key, open);
    }
  }

  private static Answer again(String given, String kept, String print) {
    JsonNode before = Json.read(kept);
    if (before == null || !before.path("of").asString("").equals(print)) {
      throw new Refused(
          ProblemCode.IDEMPOTENCY_MISMATCH,
          "The Idempotency-Key '" + given + "' came with another body before.");
    }
    if (before.has("problem")) {
      ProblemCode code = ProblemCode.valueOf(before.path("problem").asString(""));
      throw new Refused(code, before.path("text").asString(""));
    }
    if (!before.has("status")) {
      throw new Refused(
          ProblemCode.IDEMPOTENCY_OPEN,
          "The request with the Idempotency-Key '" + given + "' has no known end.");
    }
    Map<String, String> headers = new TreeMap<>();
    before.path("headers").forEachEntry((name, value) -> headers.put(name, value.asString("")));
    return new Answer.Text(
            before.path("status").asInt(201),
            Answer.JSON,
            before.path("text").asString(""),
            headers)
        .with("Idempotency-Replayed", "true");
  }

  private static String digest(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256; this one does not", e);
    }
  }

  @Override
  public void close() {
    redis.close();
  }
}

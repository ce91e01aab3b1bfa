package dev.tidemill.server.api.job;

import dev.tidemill.queue.OutcomeUnknown;
import dev.tidemill.queue.QueueDirectory.Entry;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.redis.Reply;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.server.api.Answer;
import dev.tidemill.server.api.Json;
import dev.tidemill.server.api.ProblemCode;
import dev.tidemill.server.api.Refused;
import dev.tidemill.server.api.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Has a request with an {@code Idempotency-Key} carried out once: whoever sends it again within a
 * day gets the answer of the first time. The answer is kept in Redis beside the queue, so that it
 * holds for all servers and over restarts.
 *
 * <p><b>Delivery:</b> never twice. When the end of the first time was lost, that is told until the
 * day is over.
 */
public final class Once implements AutoCloseable {

  private static final String DAY = Long.toString(Duration.ofDays(1).toMillis());
  private static final int LONGEST = 255;

  private final SharedConnection redis;

  /** Connects on first use. */
  public Once(RedisUri redis) {
    this.redis = new SharedConnection(redis, "");
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
    String open = Json.object().put("of", print).toString();
    if (!redis.call("SET", key, open, "NX", "PX", DAY).isNull()) {
      return first(key, print, deed);
    }
    Reply before = redis.call("GET", key);
    return again(given, before.isNull() ? open : before.text(), print);
  }

  private Answer first(String key, String print, Supplier<Answer.Text> deed) {
    Answer.Text answer;
    try {
      answer = deed.get();
    } catch (OutcomeUnknown e) {
      throw e; // it may have been done: whoever asks again is told so
    } catch (RuntimeException e) {
      redis.call("DEL", key);
      throw e;
    }
    ObjectNode kept = Json.object().put("of", print).put("status", answer.status());
    kept.put("text", answer.text()).set("headers", Json.tree(answer.headers()));
    redis.call("SET", key, kept.toString(), "PX", DAY);
    return answer;
  }

  private static Answer again(String given, String kept, String print) {
    JsonNode before = Json.read(kept);
    if (before == null || !before.path("of").asString("").equals(print)) {
      throw new Refused(
          ProblemCode.IDEMPOTENCY_MISMATCH,
          "The Idempotency-Key '" + given + "' came with another body before.");
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

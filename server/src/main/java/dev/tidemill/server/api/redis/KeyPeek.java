package dev.tidemill.server.api.redis;

import dev.tidemill.redis.Reply;
import dev.tidemill.redis.SharedConnection;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The beginning of what a key holds, in one short call.
 *
 * @param redis where it is
 * @param key its name
 */
record KeyPeek(SharedConnection redis, String key) {

  private static final int LONGEST = 16 * 1024; // of one value
  private static final String LAST = "99"; // of a hundred elements

  void into(ObjectNode answer, String type) {
    switch (type) {
      case "string" -> {
        answer.put("size", redis.call("STRLEN", key).number());
        answer.put("value", redis.call("GETRANGE", key, "0", "" + (LONGEST - 1)).text());
      }
      case "list" -> told(answer, redis.call("LLEN", key), redis.call("LRANGE", key, "0", LAST));
      case "set" -> told(answer, redis.call("SCARD", key), scanned("SSCAN"));
      case "hash" -> told(answer, redis.call("HLEN", key), scanned("HSCAN"));
      case "zset" ->
          told(
              answer,
              redis.call("ZCARD", key),
              redis.call("ZREVRANGE", key, "0", LAST, "WITHSCORES"));
      case "stream" ->
          told(
              answer,
              redis.call("XLEN", key),
              redis.call("XREVRANGE", key, "+", "-", "COUNT", "20"));
      default -> answer.put("size", 0);
    }
  }

  private Reply scanned(String command) {
    return redis.call(command, key, "0", "COUNT", "100").list().get(1);
  }

  private static void told(ObjectNode answer, Reply size, Reply elements) {
    answer.put("size", size.number());
    put(answer.putArray("value"), elements.list());
  }

  private static void put(ArrayNode array, List<Reply> elements) {
    for (Reply element : elements) {
      if (element.list().isEmpty()) {
        String text = element.text();
        array.add(text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
      } else {
        put(array.addArray(), element.list());
      }
    }
  }
}

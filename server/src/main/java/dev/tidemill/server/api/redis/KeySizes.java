package dev.tidemill.server.api.redis;

import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.CommandRejected;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import dev.tidemill.redis.SharedConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;

/**
 * Of which types keys are and how large. Many in one call, which holds Redis up for one or two
 * milliseconds; one by one for a user who may run no scripts.
 *
 * @param redis where they are
 */
record KeySizes(SharedConnection redis) {

  private static final int AT_ONCE = 500;
  private static final LuaScript SCRIPT = script();
  private static final Map<String, String> COUNTS =
      Map.of(
          "string", "STRLEN",
          "list", "LLEN",
          "set", "SCARD",
          "hash", "HLEN",
          "zset", "ZCARD",
          "stream", "XLEN");

  private static LuaScript script() {
    try (InputStream in = KeySizes.class.getResourceAsStream("keySizes.lua")) {
      if (in == null) {
        throw new IllegalStateException("keySizes.lua is missing from the program");
      }
      return LuaScript.of("keySizes", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("keySizes.lua cannot be read", e);
    }
  }

  /** Adds those that are still there, in their order. */
  void into(ArrayNode items, List<String> keys) {
    for (int from = 0; from < keys.size(); from += AT_ONCE) {
      page(items, keys.subList(from, Math.min(keys.size(), from + AT_ONCE)));
    }
  }

  private void page(ArrayNode items, List<String> keys) {
    List<Reply> told;
    try {
      told = redis.run(SCRIPT, keys, new Arguments()).list();
    } catch (CommandRejected e) {
      keys.forEach(key -> alone(items, key)); // what is refused here too is told
      return;
    }
    for (int n = 0; n < keys.size(); n++) {
      put(items, keys.get(n), told.get(2 * n).text(), told.get(2 * n + 1).number());
    }
  }

  private void alone(ArrayNode items, String key) {
    String type = redis.call("TYPE", key).text();
    String count = COUNTS.get(type);
    put(items, key, type, count == null ? 0 : redis.call(count, key).number());
  }

  private static void put(ArrayNode items, String key, String type, long size) {
    if (!type.equals("none")) {
      items.addObject().put("key", key).put("type", type).put("size", size);
    }
  }
}

package dev.tidemill.interop;

import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * All keys under a prefix with their contents, so that two prefixes on which the same was played
 * can be compared.
 *
 * <p>Masked is only what must differ: the prefix itself, the ids of stream entries, the text of
 * lock tokens, the order of names in {@code opts} and {@code parent}, the part of a time to live
 * that has run, and who signed {@code meta}. Our own keys ({@code :tidemill:}) are left out.
 */
final class QueueDump {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** All in one call, so that a dump after each of very many steps costs little. */
  private static final String ALL =
      """
      local reads = {
        string = { 'GET' }, list = { 'LRANGE', 0, -1 }, set = { 'SMEMBERS' }, hash = { 'HGETALL' },
        zset = { 'ZRANGE', 0, -1, 'WITHSCORES' }, stream = { 'XRANGE', '-', '+' } }
      local all = {}
      for _, key in ipairs(redis.call('KEYS', ARGV[1])) do
        local type = redis.call('TYPE', key).ok
        local read = reads[type]
        local contents = read and redis.call(read[1], key, unpack(read, 2)) or ''
        all[#all + 1] = { key, redis.call('PTTL', key), type, contents }
      end
      return all
      """;

  private static final Set<String> IN_JSON = Set.of("opts", "parent", "pd");

  private final RedisConnection redis;
  private final String prefix;

  private QueueDump(RedisConnection redis, String prefix) {
    this.redis = redis;
    this.prefix = prefix;
  }

  static SortedMap<String, Object> of(RedisConnection redis, String prefix) {
    return new QueueDump(redis, prefix).read();
  }

  /** Each key whose contents differ, with what one and the other side have there. */
  static List<String> differences(
      SortedMap<String, Object> one, SortedMap<String, Object> other, String here, String there) {
    Set<String> keys = new TreeSet<>(one.keySet());
    keys.addAll(other.keySet());
    return keys.stream()
        .filter(key -> !Objects.equals(one.get(key), other.get(key)))
        .map(
            key ->
                "%n%s%n  %s: %s%n  %s: %s"
                    .formatted(key, here, told(one.get(key)), there, told(other.get(key))))
        .toList();
  }

  private static String told(@Nullable Object contents) {
    if (contents instanceof List<?> items) {
      return items.stream()
          .map(String::valueOf)
          .collect(Collectors.joining("\n    ", "\n    ", ""));
    }
    return String.valueOf(contents);
  }

  private SortedMap<String, Object> read() {
    SortedMap<String, Object> dump = new TreeMap<>();
    for (Reply found : redis.call("EVAL", ALL, "0", prefix + ":*").list()) {
      List<Reply> parts = found.list();
      String key = parts.get(0).text();
      if (!key.contains(":tidemill:")) {
        String life = life(parts.get(1).number());
        dump.put(masked(key) + life, contents(key, parts.get(2).text(), parts.get(3)));
      }
    }
    return dump;
  }

  /** Coarse, as the two sides are played one after the other on machines that may be busy. */
  private static String life(long left) {
    if (left < 0) {
      return "";
    }
    return left <= 30_000 ? " for 30 s" : left <= 60_000 ? " for 60 s" : " for longer";
  }

  private Object contents(String key, String type, Reply value) {
    return switch (type) {
      case "string" -> key.endsWith(":lock") ? "a token" : masked(value.text());
      case "list" -> texts(value);
      case "set" -> texts(value).stream().sorted().toList();
      case "zset" -> texts(value);
      case "hash" -> hash(key, value);
      case "stream" -> stream(value);
      default -> type;
    };
  }

  private SortedMap<String, Object> hash(String key, Reply value) {
    SortedMap<String, Object> fields = new TreeMap<>();
    value
        .fields()
        .forEach(
            (name, text) ->
                fields.put(masked(name), IN_JSON.contains(name) ? options(text) : masked(text)));
    if (key.endsWith(":meta")) {
      fields.remove("version");
      fields.remove("library");
      fields.remove("tidemill.pause");
    }
    return fields;
  }

  private JsonNode options(String text) {
    return JSON.readTree(masked(text));
  }

  private List<Map<String, String>> stream(Reply value) {
    List<Map<String, String>> entries = new ArrayList<>();
    for (Reply entry : value.list()) {
      Map<String, String> fields = new LinkedHashMap<>();
      entry.list().get(1).fields().forEach((name, text) -> fields.put(name, masked(text)));
      entries.add(fields);
    }
    return entries;
  }

  private List<String> texts(Reply reply) {
    return reply.list().stream().map(Reply::text).map(this::masked).toList();
  }

  private String masked(String text) {
    return text.replace(prefix + ":", "~:");
  }
}

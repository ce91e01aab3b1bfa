package dev.tidemill.testkit;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;
import redis.clients.jedis.resps.StreamEntry;

/**
 * Everything under a prefix, in a form that can be compared and printed.
 *
 * <p>A string is a {@code String}, a list a {@code List<String>}, a set a {@code
 * SortedSet<String>}, a hash a {@code SortedMap<String, String>}, a sorted set a {@code
 * List<Scored>} in its order, a stream a {@code List<SortedMap<String, String>>} without the ids of
 * its entries.
 */
public final class KeyDump {

  /** Epoch milliseconds between 2020 and 2049, as a whole number. */
  private static final Pattern MILLIS = Pattern.compile("\\b(1[6-9]|2[0-4])\\d{11}\\b");

  private static final String MASK = "<ms>";

  private KeyDump() {}

  /**
   * A member of a sorted set.
   *
   * @param member as it is
   * @param score its score
   */
  public record Scored(String member, double score) {}

  /** Reads every key whose name begins with the prefix. */
  public static SortedMap<String, Object> of(String uri, String prefix) {
    SortedMap<String, Object> dump = new TreeMap<>();
    try (Jedis redis = new Jedis(URI.create(uri))) {
      ScanParams all = new ScanParams().match(literal(prefix) + "*").count(1_000);
      String cursor = ScanParams.SCAN_POINTER_START;
      do {
        ScanResult<String> page = redis.scan(cursor, all);
        for (String key : page.getResult()) {
          dump.put(key, content(redis, key));
        }
        cursor = page.getCursor();
      } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
    }
    return dump;
  }

  private static String literal(String prefix) {
    return prefix.replaceAll("[\\\\*?\\[\\]]", "\\\\$0");
  }

  private static Object content(Jedis redis, String key) {
    String type = redis.type(key);
    return switch (type) {
      case "string" -> redis.get(key);
      case "list" -> redis.lrange(key, 0, -1);
      case "set" -> new TreeSet<>(redis.smembers(key));
      case "hash" -> new TreeMap<>(redis.hgetAll(key));
      case "zset" ->
          redis.zrangeWithScores(key, 0, -1).stream()
              .map(member -> new Scored(member.getElement(), member.getScore()))
              .toList();
      case "stream" ->
          redis.xrange(key, (StreamEntryID) null, (StreamEntryID) null).stream()
              .map(StreamEntry::getFields)
              .map(TreeMap::new)
              .toList();
      default -> throw new IllegalStateException("Key " + key + " is of the unknown type " + type);
    };
  }

  /**
   * The same dump with every text that looks like epoch milliseconds, and every score that could
   * hold them, replaced: two runs at different times become comparable.
   */
  public static SortedMap<String, Object> withoutTimes(SortedMap<String, Object> dump) {
    SortedMap<String, Object> masked = new TreeMap<>();
    dump.forEach((key, value) -> masked.put(mask(key), masked(value)));
    return masked;
  }

  private static Object masked(Object value) {
    return switch (value) {
      case String text -> mask(text);
      case Scored scored when scored.score() >= 1.6e12 -> new Scored(mask(scored.member()), -1);
      case Map<?, ?> fields -> {
        SortedMap<String, Object> all = new TreeMap<>();
        fields.forEach((name, content) -> all.put(String.valueOf(name), masked(content)));
        yield all;
      }
      case List<?> items -> {
        List<Object> all = new ArrayList<>();
        items.forEach(item -> all.add(masked(item)));
        yield all;
      }
      default -> value;
    };
  }

  private static String mask(String text) {
    return MILLIS.matcher(text).replaceAll(MASK);
  }
}

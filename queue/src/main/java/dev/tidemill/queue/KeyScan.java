package dev.tidemill.queue;

import dev.tidemill.redis.Reply;
import dev.tidemill.redis.SharedConnection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The keys whose names begin with a text, in the steps in which Redis tells them. */
final class KeyScan implements Iterator<List<String>> {

  private static final String STEP = "1000";

  private final SharedConnection redis;
  private final String pattern;
  private @Nullable String cursor = "0"; // null at the end

  KeyScan(SharedConnection redis, String beginning) {
    this.redis = redis;
    this.pattern = beginning.replaceAll("[\\\\*?\\[\\]]", "\\\\$0") + "*";
  }

  @Override
  public boolean hasNext() {
    return cursor != null;
  }

  @Override
  public List<String> next() {
    String from = cursor;
    if (from == null) {
      throw new NoSuchElementException("all keys are told");
    }
    List<Reply> parts = redis.call("SCAN", from, "MATCH", pattern, "COUNT", STEP).list();
    String next = parts.get(0).text();
    cursor = next.equals("0") ? null : next;
    return parts.get(1).list().stream().map(Reply::text).toList();
  }
}

package dev.tidemill.redis;

import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer of Redis: nothing, a number, a text, an error, or a list of answers. */
public final class Reply {

  private final @Nullable Object raw;

  Reply(@Nullable Object raw) {
    this.raw = raw;
  }

  /** Whether Redis answered with nothing. */
  public boolean isNull() {
    return raw == null;
  }

  /** The error that stands in the place of an answer, or null when there is none. */
  public @Nullable String error() {
    return raw instanceof Exception error ? String.valueOf(error.getMessage()) : null;
  }

  /** Whether the answer is a text. */
  public boolean isText() {
    return raw instanceof byte[];
  }

  /** The answer as text; a number in decimal. */
  public String text() {
    if (raw instanceof byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    return String.valueOf(raw);
  }

  /** The answer as a whole number, whether Redis sent it as a number or as text. */
  public long number() {
    return raw instanceof Long number ? number : Long.parseLong(text());
  }

  /** The answer as a list; empty when Redis answered with nothing. */
  public List<Reply> list() {
    if (!(raw instanceof List<?> items)) {
      return List.of();
    }
    return new AbstractList<>() {
      @Override
      public Reply get(int index) {
        return new Reply(items.get(index));
      }

      @Override
      public int size() {
        return items.size();
      }
    };
  }

  /** The answer as the fields and values that stand in it by turns. */
  public Map<String, String> fields() {
    return fields(list());
  }

  /** Fields and values that stand by turns in a list. */
  public static Map<String, String> fields(List<Reply> flat) {
    Map<String, String> fields = new LinkedHashMap<>(flat.size());
    for (int n = 0; n + 1 < flat.size(); n += 2) {
      fields.put(flat.get(n).text(), flat.get(n + 1).text());
    }
    return fields;
  }
}

package dev.tidemill.queue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads Redis's list of its clients: one a line, fields apart by spaces. */
final class ClientList {

  private ClientList() {}

  /** Those that belong to a queue: the function tells under which name, or null for others. */
  static List<QueueWorker> of(String list, Function<String, @Nullable String> belonging) {
    List<QueueWorker> found = new ArrayList<>();
    for (String line : list.split("\r?\n", -1)) {
      Map<String, String> fields = fields(line);
      String name = belonging.apply(fields.getOrDefault("name", ""));
      if (name != null) {
        found.add(new QueueWorker(name, fields));
      }
    }
    return List.copyOf(found);
  }

  private static Map<String, String> fields(String line) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : line.split(" ", -1)) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        fields.put(field.substring(0, equals), field.substring(equals + 1));
      }
    }
    return fields;
  }
}

package dev.tidemill.server.api.search;

import dev.tidemill.server.api.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A value at a place in a payload.
 *
 * @param path the names on the way; a list on the way stands for each of its elements
 * @param value as text
 */
record PathTerm(List<String> path, String value) {

  PathTerm {
    path = List.copyOf(path);
  }

  static PathTerm of(String path, String value) {
    return new PathTerm(List.of(path.split("\\.", -1)), value);
  }

  boolean fits(String data) {
    return fits(Json.read(data), 0);
  }

  private boolean fits(@Nullable JsonNode node, int depth) {
    if (node == null) {
      return false;
    }
    if (node.isArray()) {
      for (JsonNode element : node) {
        if (fits(element, depth)) {
          return true;
        }
      }
      return depth < path.size() && fits(node.get(path.get(depth)), depth + 1);
    }
    if (depth == path.size()) {
      return node.isString() ? node.asString().equals(value) : node.toString().equals(value);
    }
    return fits(node.get(path.get(depth)), depth + 1);
  }
}

package dev.tidemill.server.cli.print;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** One thing, a line for each of its fields; what lies inside another is named with a dot. */
public final class Facts {

  private final Map<String, String> lines = new LinkedHashMap<>();

  private Facts() {}

  /** All that an answer tells. */
  public static Facts of(JsonNode answer) {
    Facts facts = new Facts();
    facts.add("", answer);
    return facts;
  }

  private void add(String name, JsonNode value) {
    if (value.isObject() && !value.isEmpty()) {
      value
          .properties()
          .forEach(
              field ->
                  add(
                      name.isEmpty() ? field.getKey() : name + "." + field.getKey(),
                      field.getValue()));
    } else if (!name.endsWith("Ms") || !lines.containsKey(name.substring(0, name.length() - 2))) {
      lines.put(name, Cell.text(value));
    }
  }

  /** Draws it. */
  public void print(PrintWriter out, Ink ink) {
    int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
    lines.forEach(
        (name, value) ->
            out.println(
                ink.plain()
                    ? name + "\t" + value
                    : ink.faint(name) + " ".repeat(width - name.length() + 2) + value));
  }
}

package dev.tidemill.server.api.health;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** Figures in Prometheus's text format, those of one name together. Not thread-safe. */
final class MetricsText {

  private final Map<String, StringBuilder> families = new LinkedHashMap<>();

  /**
   * Adds a figure.
   *
   * @param type {@code counter} or {@code gauge}
   * @param labels names and values by turns
   */
  MetricsText add(String name, String type, String help, Number value, String... labels) {
    family(name, type, help).append(name).append(labels(labels)).append(' ');
    families.getOrDefault(name, new StringBuilder()).append(value).append('\n');
    return this;
  }

  private StringBuilder family(String name, String type, String help) {
    return families.computeIfAbsent(
        name,
        one ->
            new StringBuilder("# HELP ")
                .append(one + " " + help + "\n# TYPE " + one + " " + type + "\n"));
  }

  /** Adds a histogram with one figure for each bound. */
  MetricsText add(String name, String help, Histogram.Reading histogram) {
    StringBuilder text = family(name, "histogram", help);
    for (int n = 0; n < histogram.bounds().size(); n++) {
      text.append(name).append("_bucket{le=\"").append(histogram.bounds().get(n)).append("\"} ");
      text.append(histogram.counts().get(n)).append('\n');
    }
    text.append(name).append("_bucket{le=\"+Inf\"} ").append(histogram.count()).append('\n');
    text.append(name).append("_sum ").append(histogram.seconds()).append('\n');
    text.append(name).append("_count ").append(histogram.count()).append('\n');
    return this;
  }

  private static String labels(String... labels) {
    if (labels.length == 0) {
      return "";
    }
    StringJoiner text = new StringJoiner(",", "{", "}");
    for (int n = 0; n + 1 < labels.length; n += 2) {
      text.add(labels[n] + "=\"" + escaped(labels[n + 1]) + "\"");
    }
    return text.toString();
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  @Override
  public String toString() {
    return String.join("", families.values());
  }
}

package dev.tidemill.server.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** How times are spread. */
final class Quantiles {

  private Quantiles() {}

  /** The usual quantiles in milliseconds, by name; empty when there were no times. */
  static Map<String, Double> millis(long[] nanos) {
    Map<String, Double> named = new LinkedHashMap<>();
    if (nanos.length > 0) {
      long[] sorted = nanos.clone();
      Arrays.sort(sorted);
      named.put("p50Millis", at(sorted, 0.5));
      named.put("p99Millis", at(sorted, 0.99));
      named.put("p999Millis", at(sorted, 0.999));
      named.put("maxMillis", at(sorted, 1));
    }
    return named;
  }

  private static double at(long[] sorted, double quantile) {
    int index = (int) Math.ceil(quantile * sorted.length) - 1;
    return sorted[Math.max(0, index)] / 1e6;
  }
}

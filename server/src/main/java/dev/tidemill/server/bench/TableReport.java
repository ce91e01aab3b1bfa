package dev.tidemill.server.bench;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A line for each scenario, under a head.
 *
 * @param out where
 */
record TableReport(PrintWriter out) implements Report {

  @Override
  public void open(Surroundings surroundings) {
    out.println(surroundings.text());
    out.printf(
        "%-18s %9s %9s %10s %10s %10s   %s%n",
        "scenario", "jobs", "seconds", "jobs/s", "redis us", "commands", "read back");
    out.flush();
  }

  @Override
  public void tell(Scenario scenario, int warmUp, Measured measured) {
    RedisCost cost = measured.stretch().cost();
    int jobs = measured.jobs();
    out.printf(
        Locale.ROOT,
        "%-18s %9d %9.2f %10.0f %10.1f %10.1f   %s%n",
        scenario.name(),
        jobs,
        measured.stretch().seconds(),
        measured.jobsPerSecond(),
        cost.micros() / jobs,
        (double) cost.commands() / jobs,
        measured.checked());
    if (!measured.figures().isEmpty()) {
      out.println(
          measured.figures().entrySet().stream()
              .map(TableReport::figure)
              .collect(Collectors.joining(", ", "  ", "")));
    }
    out.flush();
  }

  private static String figure(Map.Entry<String, Double> figure) {
    String name = figure.getKey();
    return name.endsWith("Millis")
        ? String.format(Locale.ROOT, "%s %.3f ms", quantile(name), figure.getValue())
        : String.format(Locale.ROOT, "%s %.0f", name, figure.getValue());
  }

  private static String quantile(String name) {
    String plain = name.substring(0, name.length() - "Millis".length());
    return plain.equals("p999") ? "p99.9" : plain;
  }
}

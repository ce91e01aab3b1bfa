package dev.tidemill.simulator.workload;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/** What policies made of one workload, to be shown. */
public final class Comparison {

  private final Arrivals arrivals;
  private final Setting setting;
  private final List<Outcome> outcomes;

  Comparison(Arrivals arrivals, Setting setting, List<Outcome> outcomes) {
    this.arrivals = arrivals;
    this.setting = setting;
    this.outcomes = outcomes;
  }

  /** A table, and the lanes of each policy that turns workers. */
  public String text(boolean ascii) {
    Signs signs = ascii ? Signs.ASCII : Signs.UNICODE;
    StringJoiner text = new StringJoiner("\n", "", "\n");
    text.add(heading());
    text.add(
        setting.words() + (arrivals.countedFromMs() > 0 ? "; the first minute is left out" : ""));
    text.add("");
    text.add(
        "policy       wait p50 s     p99 s     max s   utilisation   turns/min   least stay s");
    outcomes.forEach(outcome -> text.add(row(outcome)));
    best().ifPresent(split -> verdicts(split, text));
    outcomes.stream()
        .filter(outcome -> !outcome.isSplit())
        .forEach(
            outcome -> {
              text.add("");
              text.add(outcome.policy() + ": " + signs.legend());
              outcome.picture().drawn(signs).forEach(text::add);
            });
    return text.toString();
  }

  private String heading() {
    double rate = 1000.0 * arrivals.count() / arrivals.lengthMs();
    return String.format(
        Locale.ROOT,
        "%s: %s; %d messages in %.1f minutes, %.1f a second where %.1f can be handled",
        arrivals.name(),
        arrivals.words(),
        arrivals.count(),
        arrivals.lengthMs() / 60_000.0,
        rate,
        capacity());
  }

  /** How many messages a second all workers can push and handle, if none ever idled. */
  private double capacity() {
    return 1000.0 * setting.workers() / (setting.push().toMillis() + meanWorkMs());
  }

  /** How many a split can: as many as the side that can do less. */
  private double capacity(int pushers, int pullers) {
    return 1000 * Math.min((double) pushers / setting.push().toMillis(), pullers / meanWorkMs());
  }

  private double meanWorkMs() {
    return Arrays.stream(arrivals.workMs()).average().orElse(1);
  }

  private static String row(Outcome outcome) {
    Outcome.Waits waits = outcome.waits();
    boolean stays = outcome.shortestStayMs() == Long.MAX_VALUE;
    return String.format(
        Locale.ROOT,
        "%-12s %10.2f%10.2f%10.2f %11.0f %%%12.1f%15s",
        outcome.policy(),
        waits.p50() / 1000.0,
        waits.p99() / 1000.0,
        waits.max() / 1000.0,
        100 * outcome.utilisation(),
        outcome.turnsPerMinute(),
        stays ? "-" : String.format(Locale.ROOT, "%.0f", outcome.shortestStayMs() / 1000.0));
  }

  private Optional<Outcome> best() {
    return outcomes.stream()
        .filter(Outcome::isSplit)
        .min(Comparator.comparingLong(outcome -> outcome.waits().p99()));
  }

  private void verdicts(Outcome split, StringJoiner text) {
    for (Outcome outcome : outcomes) {
      if (!outcome.isSplit()) {
        double percent = 100.0 * outcome.waits().p99() / Math.max(1, split.waits().p99());
        text.add(
            String.format(
                Locale.ROOT,
                "%s: its p99 is %.0f %% of that of the best split, %s, which can handle %.1f a"
                    + " second",
                outcome.policy(),
                percent,
                split.policy(),
                capacity(split.pushers(), setting.workers() - split.pushers())));
      }
    }
  }

  /** A JSON object a policy, on a line of its own. */
  public String json() {
    StringBuilder lines = new StringBuilder();
    outcomes.forEach(outcome -> lines.append(json(outcome)).append('\n'));
    return lines.toString();
  }

  private String json(Outcome outcome) {
    boolean stays = outcome.shortestStayMs() == Long.MAX_VALUE;
    return String.format(
        Locale.ROOT,
        "{\"workload\":\"%s\",\"policy\":\"%s\",\"workers\":%d,\"nodes\":%d,\"seed\":%d,"
            + "\"messages\":%d,\"waitP50Ms\":%d,\"waitP99Ms\":%d,\"waitMaxMs\":%d,"
            + "\"utilisation\":%.4f,\"turnsPerMinute\":%.2f,\"leastStayMs\":%s}",
        arrivals.name(),
        outcome.policy(),
        setting.workers(),
        setting.nodes(),
        setting.seed(),
        arrivals.count(),
        outcome.waits().p50(),
        outcome.waits().p99(),
        outcome.waits().max(),
        outcome.utilisation(),
        outcome.turnsPerMinute(),
        stays ? "null" : Long.toString(outcome.shortestStayMs()));
  }
}

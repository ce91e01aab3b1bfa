package dev.tidemill.pool.run;

import dev.tidemill.job.JobOptions;
import dev.tidemill.pool.source.MessageSource;
import dev.tidemill.pool.source.PositionedSource;
import dev.tidemill.pool.state.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a node works on, in words that are the same wherever it is the same.
 *
 * @param source where its messages come from
 * @param handler what is done with them; files that each node has for itself are left out
 * @param jobs how they are treated, as a checksum
 */
record Task(String source, String handler, String jobs) {

  private static final int LONGEST = 200;
  private static final Pattern IDENTITY = Pattern.compile("@[0-9a-f]{5,8}\\b"); // of one process

  static Task of(Orders orders) {
    MessageSource from = orders.work().source();
    String source = from instanceof PositionedSource placed ? placed.id() : words(from);
    String handler = words(orders.work().handler());
    return new Task(
        shortened(source),
        handler.startsWith("lines:") ? "lines" : shortened(handler),
        checksum(orders.jobs()));
  }

  /** What it says of itself, or its class where it says nothing. */
  private static String words(Object what) {
    String text = what.toString();
    return IDENTITY.matcher(text).find()
        ? what.getClass().getName().replaceFirst("Lambda.*", "Lambda")
        : text;
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST
        ? text
        : text.substring(0, LONGEST) + "… " + Integer.toHexString(text.hashCode());
  }

  private static String checksum(JobOptions jobs) {
    String rest = jobs.toBuilder().more(Map.of()).build().toString();
    return Integer.toHexString(Objects.hash(rest, new TreeMap<>(jobs.more()).toString()));
  }

  /** What there is to say when that one is asked for where this one runs; empty for nothing. */
  List<String> otherThan(Task asked) {
    List<String> other = new ArrayList<>();
    if (!source.equals(asked.source)) {
      other.add("source %s instead of %s".formatted(source, asked.source));
    }
    if (!handler.equals(asked.handler)) {
      other.add("handler %s instead of %s".formatted(handler, asked.handler));
    }
    if (!jobs.equals(asked.jobs)) {
      other.add("other job options");
    }
    return other;
  }

  /** Tells it when a node does something else. */
  void compare(Iterable<Task> others, Findings findings) {
    for (Task other : others) {
      List<String> differs = other.otherThan(this);
      if (!differs.isEmpty()) {
        findings.found(
            new Finding(
                Finding.Code.OTHER_WORK,
                "Other nodes run it with " + String.join(", ", differs),
                "this one joins them, and each node goes on in its own way"));
        return;
      }
    }
  }
}

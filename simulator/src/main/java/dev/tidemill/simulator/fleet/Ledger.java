package dev.tidemill.simulator.fleet;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in Redis as {@code part/ledger.lua}, {@code enterLedger.lua} and the leases keep it.
 */
final class Ledger {

  private static final Pattern LEASE = Pattern.compile("(\\S+) (\\d+)");

  /** All of it, by the names of its fields. */
  final Map<String, String> fields = new HashMap<>();

  long number(String field) {
    return Long.parseLong(fields.getOrDefault(field, "0"));
  }

  private long add(String field, long more) {
    long sum = number(field) + more;
    fields.put(field, Long.toString(sum));
    return sum;
  }

  long count() {
    return number("count");
  }

  void count(long messages) {
    if (messages != 0) {
      add("count", messages);
    }
  }

  void settled() {
    add("done", 1);
  }

  long enter(String node) {
    fields.remove("receipt:" + node);
    return add("epoch:" + node, 1);
  }

  /** Ends a node's running epoch. */
  void end(String node) {
    add("epoch:" + node, 1);
  }

  /** What refuses an add, or null when it is to be carried out. */
  Push.@Nullable Answer refusal(Push push) {
    long running = number("epoch:" + push.node());
    String[] words = fields.getOrDefault("receipt:" + push.node(), "").split("[. ]", 4);
    boolean ours = words[0].equals(Long.toString(push.epoch()));
    long seq = ours ? Long.parseLong(words[1]) : 0;
    if (seq == push.seq()) {
      return new Push.Answer("already", Long.parseLong(words[2]), number("version"), words[3]);
    }
    if (running > push.epoch()) {
      return answer("fenced", Long.toString(running));
    }
    if (seq > push.seq()) {
      return answer("stale", words[1]);
    }
    String at = fields.getOrDefault("at:" + push.source(), "");
    return push.source().isEmpty() || at.equals(push.from()) ? null : answer("moved", at);
  }

  private Push.Answer answer(String status, String detail) {
    return new Push.Answer(status, count(), number("version"), detail);
  }

  /** Counts what was stored under those ids, moves the place and leaves the receipt. */
  Push.Answer pushed(Push push, List<String> ids) {
    long count = add("count", ids.size());
    fields.put(
        "receipt:" + push.node(),
        push.epoch() + "." + push.seq() + " " + count + " " + String.join(" ", ids));
    if (!push.source().isEmpty()) {
      fields.put("at:" + push.source(), push.to());
    }
    if (number("epoch:" + push.node()) < push.epoch()) {
      fields.put("epoch:" + push.node(), Long.toString(push.epoch()));
    }
    return answer("added", "");
  }

  /** The lease on a source, as {@code takeSource.lua}; answers who has it and its number. */
  String take(String node, String source, Members members) {
    Matcher held = LEASE.matcher(fields.getOrDefault("lease:" + source, ""));
    boolean any = held.matches();
    String holder = any ? held.group(1) : "";
    if (any && !holder.equals(node) && members.has(holder)) {
      return held.group();
    }
    if (!holder.equals(node)) {
      fields.put("lease:" + source, node + " " + add("fence:" + source, 1));
    }
    return fields.getOrDefault("lease:" + source, "");
  }

  boolean leave(String node, String source) {
    Matcher held = LEASE.matcher(fields.getOrDefault("lease:" + source, ""));
    boolean ours = held.matches() && held.group(1).equals(node);
    if (ours) {
      fields.remove("lease:" + source);
    }
    return ours;
  }
}

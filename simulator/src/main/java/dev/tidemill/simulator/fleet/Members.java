package dev.tidemill.simulator.fleet;

import dev.tidemill.pool.node.Beat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The list of nodes in Redis as {@code beat.lua}, {@code handedBack.lua} and {@code leaveFleet.lua}
 * keep it.
 */
final class Members {

  private static final long SILENCE_MS = Beat.SILENCE.toMillis();

  private final Map<String, Long> last = new HashMap<>();
  private final Map<String, Long> since = new HashMap<>();
  private final Map<String, Long> dead = new LinkedHashMap<>(); // since when it is whose task
  private final Ledger ledger;
  private long version;

  Members(Ledger ledger) {
    this.ledger = ledger;
  }

  Beat beat(String node, String known, long now) {
    Long before = last.get(node);
    Long begun = since.get(node);
    boolean changed = before == null;
    if (before == null || begun == null || now - before > SILENCE_MS || now < before) {
      begun = now;
      since.put(node, now);
    }
    last.put(node, now);
    List<String> told = leftDead(now);
    List<String> expelled = now - begun >= SILENCE_MS ? silent(now) : List.of();
    expelled.forEach(silent -> expel(silent, now));
    told.addAll(expelled);
    if (changed || !expelled.isEmpty()) {
      version++;
    }
    String text = Long.toString(version);
    long living = last.values().stream().filter(at -> at >= now - SILENCE_MS && at <= now).count();
    return new Beat(
        text,
        Duration.ofMillis(now - begun),
        told,
        text.equals(known) ? List.of() : listed(),
        living - 1);
  }

  private void expel(String silent, long now) {
    last.remove(silent);
    since.remove(silent);
    ledger.end(silent);
    dead.put(silent, now);
  }

  /** Those whose jobs nobody has handed back though somebody was told to a moment ago. */
  private List<String> leftDead(long now) {
    dead.keySet().removeAll(last.keySet());
    List<String> due = new ArrayList<>();
    dead.replaceAll(
        (node, at) -> {
          boolean late = now - at >= SILENCE_MS / 4 || now < at;
          if (late) {
            due.add(node);
          }
          return late ? Long.valueOf(now) : at;
        });
    return due;
  }

  boolean handedBack(String node) {
    return dead.remove(node) != null;
  }

  private List<String> silent(long now) {
    List<String> silent = new ArrayList<>(between(Long.MIN_VALUE, now - SILENCE_MS - 1));
    silent.addAll(between(now + 1, Long.MAX_VALUE));
    return silent;
  }

  private List<String> between(long from, long to) {
    return listed().stream()
        .filter(node -> last.getOrDefault(node, 0L) >= from && last.getOrDefault(node, 0L) <= to)
        .limit(100)
        .toList();
  }

  /** All nodes, the one heard longest ago first. */
  List<String> listed() {
    List<String> nodes = new ArrayList<>(last.keySet());
    nodes.sort(
        Comparator.comparing((String node) -> last.getOrDefault(node, 0L))
            .thenComparing(node -> node));
    return nodes;
  }

  boolean has(String node) {
    return last.containsKey(node);
  }

  boolean leave(String node) {
    since.remove(node);
    boolean there = last.remove(node) != null;
    if (there) {
      version++;
    }
    return there;
  }

  /** The version of the list. */
  String version() {
    return Long.toString(version);
  }

  /** Whose jobs are still to be handed back, in the script's words. */
  String dead() {
    return dead.entrySet().stream()
        .map(one -> one.getKey() + " " + one.getValue())
        .collect(Collectors.joining(" "));
  }

  /** When each has beaten last. */
  Map<String, Long> beats() {
    return last;
  }

  /** Since when each has beaten without a gap. */
  Map<String, Long> begun() {
    return since;
  }
}

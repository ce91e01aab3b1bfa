package dev.tidemill.wire;

import java.util.Set;

/** What stands beside jobs under a queue's stem, ours among it (protocol 1.1), so that none is. */
public final class OwnNames {

  private static final Set<String> NAMES =
      Set.of(
          "active",
          "wait",
          "waiting-children",
          "paused",
          "id",
          "delayed",
          "prioritized",
          "stalled-check",
          "completed",
          "failed",
          "stalled",
          "repeat",
          "limiter",
          "meta",
          "events",
          "pc",
          "marker",
          "de",
          "dn",
          "metrics",
          "delay",
          "priority",
          "tidemill");

  private OwnNames() {}

  /** Whether the queue itself has, or once had, a key of that name. */
  public static boolean contains(String name) {
    return NAMES.contains(name);
  }
}

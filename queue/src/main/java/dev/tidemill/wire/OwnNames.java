package dev.tidemill.wire;

import dev.tidemill.input.InvalidName;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobRef;
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

  /** Those of which the queue has keys of several parts, such as {@code de:} of a deduplication. */
  private static final Set<String> STEMS = Set.of("de", "dn", "metrics", "tidemill");

  private OwnNames() {}

  /** Whether the queue itself has, or once had, a key of that name. */
  public static boolean contains(String name) {
    return NAMES.contains(name);
  }

  /**
   * Refuses a job under whose own id, or under whose parent's, the queue has a key: it would be
   * written over that key, or be taken for a job that is there.
   *
   * @throws InvalidName when there may be such a key
   */
  public static void refuse(JobOptions options) {
    refuse("job id", options.id());
    JobRef parent = options.parent();
    if (parent != null) {
      refuse("parent's job id", parent.id());
    }
  }

  private static void refuse(String what, String id) {
    int colon = id.indexOf(':');
    if (colon < 0 ? contains(id) : STEMS.contains(id.substring(0, colon))) {
      throw new InvalidName(
          "%s '%s' cannot be used: a key of the queue itself may have that name. Put another word before it"
              .formatted(what, id));
    }
  }
}

package dev.tidemill.job;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One step of a walk through a job's children of one kind. A child that comes or goes meanwhile may
 * be missed or told twice.
 *
 * @param children by the full key of their hash, which may be in another queue: the result as JSON
 *     text of one that completed, the reason of one that failed and is ignored, else empty
 * @param next where to go on, or 0 at the end
 */
public record ChildScan(Map<String, String> children, long next) {

  /** Where a walk begins. */
  public static final long BEGINNING = 0;

  /** Keeps its own copy, in the order given. */
  public ChildScan {
    children = Collections.unmodifiableMap(new LinkedHashMap<>(children));
  }

  /** Whether there is nothing more. */
  public boolean isLast() {
    return next == 0;
  }
}

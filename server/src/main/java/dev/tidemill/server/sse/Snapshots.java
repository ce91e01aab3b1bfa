package dev.tidemill.server.sse;

import dev.tidemill.pool.PoolView;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The whole pictures that were made within the last second. Each is large, so one serves all who
 * come meanwhile: they get it with what has happened since it was made.
 *
 * <p><b>Threading:</b> guarded by the hub's lock.
 */
final class Snapshots {

  private static final int FEW = 50; // frames; beyond that a new picture is shorter

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Narrator narrator;
  private final Backlog backlog;
  private final Map<String, Frame> made = new HashMap<>(); // by their reasons
  private long madeAt; // the first of them

  Snapshots(Narrator narrator, Backlog backlog) {
    this.narrator = narrator;
    this.backlog = backlog;
  }

  /** The whole as it is now. */
  Frame now(PoolView view, String reason) {
    Frame whole = narrator.snapshot(view, reason, backlog.newestId());
    if (made.isEmpty()) {
      madeAt = System.nanoTime();
    }
    made.put(reason, whole);
    return whole;
  }

  /** Shows a viewer the whole. */
  void show(Viewer viewer, PoolView view, String reason) {
    if (System.nanoTime() - madeAt > SECOND) {
      made.clear();
    }
    Frame whole = made.get(reason);
    List<Frame> since = whole == null ? List.of() : backlog.since(whole.id(), FEW + 1);
    if (whole == null || since.size() > FEW) {
      viewer.offer(now(view, reason));
      return;
    }
    viewer.offer(whole);
    since.forEach(viewer::offer);
  }
}

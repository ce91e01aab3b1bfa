package dev.tidemill.server.sse;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The frames of late, so that whoever was away for a moment gets exactly what it missed.
 *
 * <p><b>Threading:</b> guarded by the hub's lock.
 */
final class Backlog {

  private static final int MOST = 8_192;

  private final NavigableMap<StreamId, Frame> frames = new TreeMap<>();

  /** What a stream begins with: what was missed, or why that cannot be told. */
  sealed interface Start {

    /** The frames after the place that was named. */
    record Missed(List<Frame> frames) implements Start {}

    /** A whole picture is due. */
    record Anew(String reason) implements Start {}
  }

  void add(Frame frame) {
    StreamId id = frame.id() == null ? null : StreamId.parse(frame.id());
    if (id == null) {
      return;
    }
    frames.put(id, frame);
    while (frames.size() > MOST) {
      frames.pollFirstEntry();
    }
  }

  /** Where the stream goes on after everything here, or null when there is nothing. */
  @Nullable String newestId() {
    return frames.isEmpty() ? null : frames.lastEntry().getValue().id();
  }

  Start after(String lastEventId) {
    if (lastEventId.isEmpty()) {
      return new Start.Anew("first");
    }
    StreamId last = StreamId.parse(lastEventId);
    if (last == null) {
      return new Start.Anew("unreadable id");
    }
    if (frames.containsKey(last)) {
      return new Start.Missed(new ArrayList<>(frames.tailMap(last, false).values()));
    }
    boolean early = !frames.isEmpty() && last.compareTo(frames.firstKey()) < 0;
    return new Start.Anew(early ? "id is too old" : "id is of another history");
  }
}

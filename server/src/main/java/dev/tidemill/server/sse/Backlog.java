package dev.tidemill.server.sse;

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

  /** Why there is a picture when neither we nor Redis have what was seen last. */
  static final String TOO_OLD = "id is too old";

  private static final int MOST = 8_192;

  private final NavigableMap<StreamId, Frame> frames = new TreeMap<>();

  /** What a stream begins with: what was missed, or why that cannot be told. */
  sealed interface Start {

    /** What came after the place that was seen last, which may lie before the frames here. */
    record From(StreamId seen) implements Start {}

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
    boolean told = frames.containsKey(last);
    boolean early = !frames.isEmpty() && last.compareTo(frames.firstKey()) < 0;
    return told || early ? new Start.From(last) : new Start.Anew("id is of another history");
  }

  /** Whether nothing is missing here after that place. */
  boolean reaches(StreamId seen) {
    return !frames.isEmpty() && seen.compareTo(frames.firstKey()) >= 0;
  }

  /** The first frames after the one of that id, all when it is null. */
  List<Frame> since(@Nullable String id, int most) {
    StreamId place = id == null ? null : StreamId.parse(id);
    return place == null ? frames.values().stream().limit(most).toList() : after(place, most);
  }

  /** The first frames after that place. */
  List<Frame> after(StreamId seen, int most) {
    return frames.tailMap(seen, false).values().stream().limit(most).toList();
  }
}

package dev.tidemill.simulator.fleet;

import dev.tidemill.simulator.Timeline;
import java.util.function.Supplier;

/** What has happened, a line each; the same text for the same seed. */
final class Trace {

  private final Timeline time;
  private final StringBuilder text = new StringBuilder();
  private final boolean kept;

  /** Keeps nothing unless told to, for that costs more than the simulation. */
  Trace(Timeline time, boolean kept) {
    this.time = time;
    this.kept = kept;
  }

  void add(String who, Supplier<String> what) {
    if (kept) {
      text.append(time.nowMs()).append(' ').append(who).append(' ').append(what.get()).append('\n');
    }
  }

  String text() {
    return text.toString();
  }
}

package dev.tidemill.server.cli.noun;

import java.util.Locale;

/** What the screen of {@code tidemill dash} shows. */
enum Panel {
  /** The wave, and a lane for each worker. */
  POOL,
  /** What each worker does and has done. */
  WORKERS,
  /** What lies in each queue. */
  QUEUES;

  Panel next() {
    return values()[(ordinal() + 1) % values().length];
  }

  String title() {
    return name().toLowerCase(Locale.ROOT);
  }
}

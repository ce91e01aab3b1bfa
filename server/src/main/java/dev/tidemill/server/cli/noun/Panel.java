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
    return switch (this) {
      case POOL -> WORKERS;
      case WORKERS -> QUEUES;
      case QUEUES -> POOL;
    };
  }

  String title() {
    return name().toLowerCase(Locale.ROOT);
  }
}

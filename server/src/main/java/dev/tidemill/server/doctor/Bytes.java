package dev.tidemill.server.doctor;

import java.util.Locale;

/** Amounts of bytes, for people. */
final class Bytes {

  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  private Bytes() {}

  /** 640 MiB, 1.5 GiB. */
  static String told(long bytes) {
    return bytes < GIB
        ? "%d MiB".formatted(bytes / MIB)
        : String.format(Locale.ROOT, "%.1f GiB", (double) bytes / GIB);
  }
}

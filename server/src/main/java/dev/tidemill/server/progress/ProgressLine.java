package dev.tidemill.server.progress;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a standing as one line of text; with a bar where there is room for one. */
final class ProgressLine {

  private static final int CELLS = 20;

  private ProgressLine() {}

  /** A line as in {@code 31 200/100 000 done, 5 200/s, 7 pushing, 4 pulling, 13 s left}. */
  static String plain(Standing standing, double rate) {
    StringBuilder text = new StringBuilder(counted(standing.done()));
    Long total = standing.total();
    text.append(total == null ? "" : "/" + counted(total)).append(" done, ");
    text.append(counted(Math.round(rate))).append("/s, ");
    text.append(standing.pushers()).append(" pushing, ");
    text.append(standing.pullers()).append(" pulling");
    text.append(standing.failed() == 0 ? "" : ", " + counted(standing.failed()) + " failed");
    Duration left = left(standing, rate);
    return text.append(left == null ? "" : ", " + spoken(left) + " left").toString();
  }

  /** The plain line with a bar before it, when it is known how much there is to do. */
  static String barred(Standing standing, double rate, boolean unicode) {
    Double part = part(standing);
    if (part == null) {
      return plain(standing, rate);
    }
    int full = (int) Math.round(part * CELLS);
    String bar = (unicode ? "█" : "#").repeat(full) + (unicode ? "░" : ".").repeat(CELLS - full);
    long percent = (long) Math.floor(part * 100);
    return String.format(Locale.ROOT, "%s %3d %%  %s", bar, percent, plain(standing, rate));
  }

  private static @Nullable Double part(Standing standing) {
    Long total = standing.total();
    if (total == null) {
      return null;
    }
    return total == 0 ? 1.0 : Math.min(1, (double) standing.done() / total);
  }

  private static @Nullable Duration left(Standing standing, double rate) {
    Long total = standing.total();
    if (total == null || rate < 0.1) {
      return null;
    }
    return Duration.ofSeconds(Math.round(Math.max(0, total - standing.done()) / rate));
  }

  /** Digits in groups of three, parted by a space. */
  static String counted(long number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
  }

  /** A duration in at most two units. */
  static String spoken(Duration time) {
    long seconds = time.toSeconds();
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    }
    return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
  }
}

package dev.tidemill.server.api.queue;

import dev.tidemill.job.QueueGlance;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What moves in a queue, from glances at it one after another.
 *
 * @param last the last glance
 * @param at when that was, by {@code System.nanoTime}
 * @param rates null until there are two glances
 */
public record Traffic(QueueGlance last, long at, @Nullable Rates rates) {

  private static final double SMOOTHED = Duration.ofSeconds(10).toNanos();
  private static final long FORGOTTEN = Duration.ofMinutes(1).toNanos();

  /**
   * Jobs a second, smoothed over about ten seconds.
   *
   * @param in added
   * @param out ended one way or another
   */
  public record Rates(double in, double out) {}

  static Traffic from(QueueGlance first, long at) {
    return new Traffic(first, at, null);
  }

  /** After another glance; begins anew when the last was long ago or of another queue's life. */
  Traffic then(QueueGlance now, long nanos) {
    long passed = nanos - at;
    long added = now.added() - last.added();
    if (added < 0 || passed <= 0 || passed > FORGOTTEN) {
      return from(now, nanos);
    }
    long ended = Math.max(0, added - (now.unfinished() - last.unfinished()));
    double in = added * 1e9 / passed;
    double out = ended * 1e9 / passed;
    if (rates == null) {
      return new Traffic(now, nanos, new Rates(in, out));
    }
    double weight = 1 - Math.exp(-passed / SMOOTHED);
    return new Traffic(
        now, nanos, new Rates(mixed(rates.in(), in, weight), mixed(rates.out(), out, weight)));
  }

  private static double mixed(double before, double now, double weight) {
    return before + (now - before) * weight;
  }
}

package dev.tidemill.server.api.bulk;

import dev.tidemill.server.api.ProblemCode;
import dev.tidemill.server.api.Refused;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many jobs all operations together may hold the ids of: each takes some 200 bytes.
 *
 * <p><b>Threading:</b> any thread.
 */
final class Room {

  static final long MOST = 1_000_000;

  private final AtomicLong taken = new AtomicLong();

  /**
   * Takes some.
   *
   * @throws Refused when there is not so much left
   */
  void take(long more) {
    if (taken.addAndGet(more) > MOST) {
      taken.addAndGet(-more);
      throw full();
    }
  }

  void giveBack(long jobs) {
    taken.addAndGet(-jobs);
  }

  /**
   * Looks whether there is any left.
   *
   * @throws Refused when there is not
   */
  void check() {
    if (taken.get() >= MOST) {
      throw full();
    }
  }

  private static Refused full() {
    return new Refused(
        ProblemCode.TOO_MANY_REQUESTS,
        "All operations together hold %d jobs at most: begin it again when another has ended, or"
                .formatted(MOST)
            + " give a smaller 'limit'.");
  }
}

package dev.tidemill.worker;

import java.time.Duration;

/**
 * Whether handlers are so quick that it pays to wait for them: what they have ended can then follow
 * a call that Redis is still working on, which otherwise would have nothing to do after it.
 *
 * <p><b>Threading:</b> one thread at a time.
 */
final class Swiftness {

  private static final Duration MOMENT = Duration.ofNanos(300_000);
  private static final int FEW = 8; // a call of so few is over before anybody has waited
  private static final int ANEW = 64; // calls after which slow handlers are tried again

  private int slowFor;

  /** How long to wait beside a call that concerns so many jobs. */
  Duration patience(int jobs) {
    return jobs >= FEW && slowFor % ANEW == 0 ? MOMENT : Duration.ZERO;
  }

  /** Whether enough had ended, after the wait or without one. */
  void learn(boolean ended) {
    slowFor = ended ? 0 : slowFor + 1;
  }
}

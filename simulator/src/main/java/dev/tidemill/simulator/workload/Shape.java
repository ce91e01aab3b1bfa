package dev.tidemill.simulator.workload;

import java.util.Locale;

/** How the rate at which messages arrive goes up and down around its mean. */
public enum Shape {
  /** Always the same. */
  STEADY(0, "always the mean") {
    @Override
    double factor(long ms, long lengthMs) {
      return 1;
    }
  },
  /** From little to more than the workers can do. */
  RAMP(1, "0.4 to 1.6 times the mean, climbing all the time") {
    @Override
    double factor(long ms, long lengthMs) {
      return 0.4 + 1.2 * ms / lengthMs;
    }
  },
  /** Now and then many at once. */
  BURST(2, "0.9 times the mean, and ten seconds of 4 times every five minutes") {
    @Override
    double factor(long ms, long lengthMs) {
      long inTurn = ms % 300_000;
      return inTurn >= 120_000 && inTurn < 130_000 ? 4 : 0.9;
    }
  },
  /** A day and its night. */
  DAILY(3, "0.4 to 1.6 times the mean, as a sine of one period") {
    @Override
    double factor(long ms, long lengthMs) {
      return 1 - 0.6 * StrictMath.cos(2 * Math.PI * ms / lengthMs);
    }
  },
  /** A sender that works and rests. */
  ON_OFF(4, "2 times the mean for 30 s, nothing for 30 s") {
    @Override
    double factor(long ms, long lengthMs) {
      return ms % 60_000 < 30_000 ? 2 : 0;
    }
  };

  /** The highest factor of all. */
  static final double MOST = 4;

  /** Goes into the seed, so that workloads differ in what is left to chance. */
  final int number;

  private final String words;

  Shape(int number, String words) {
    this.number = number;
    this.words = words;
  }

  /** The rate after that time as a multiple of its mean. */
  abstract double factor(long ms, long lengthMs);

  /** The name on a command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it does, in words. */
  public String words() {
    return words;
  }
}

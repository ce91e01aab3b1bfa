package dev.tidemill.simulator.workload;

/**
 * What a policy made of a workload.
 *
 * @param policy which
 * @param pushers how many pushed at the beginning: always, on a fixed split
 * @param waits how long messages waited from their arrival at the source for their handler
 * @param utilisation the share of the workers' time in which they pushed or handled
 * @param turnsPerMinute how often a worker turned
 * @param shortestStayMs the least time between two turns of one worker; the largest number there is
 *     when none turned twice
 * @param picture of the workers' lanes
 */
record Outcome(
    String policy,
    int pushers,
    Waits waits,
    double utilisation,
    double turnsPerMinute,
    long shortestStayMs,
    Picture picture) {

  /** Half of the messages, 99 % of them and all of them waited at most so many milliseconds. */
  record Waits(long p50, long p99, long max) {}

  /** Whether it is that of a fixed split. */
  boolean isSplit() {
    return policy.startsWith("fixed");
  }
}

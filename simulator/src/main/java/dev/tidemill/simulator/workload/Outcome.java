package dev.tidemill.simulator.workload;

import java.util.List;

/**
 * What a policy made of a workload.
 *
 * @param policy which
 * @param waits how long messages waited from their arrival at the source for their handler
 * @param utilisation the share of the workers' time in which they pushed or handled
 * @param turnsPerMinute how often a worker turned
 * @param shortestStayMs the least time between two turns of one worker; the largest number there is
 *     when none turned twice
 * @param hands the workers, as they were hired
 */
record Outcome(
    String policy,
    Waits waits,
    double utilisation,
    double turnsPerMinute,
    long shortestStayMs,
    List<Hand> hands) {

  /** Half of the messages, 99 % of them and all of them waited at most so many milliseconds. */
  record Waits(long p50, long p99, long max) {}
}

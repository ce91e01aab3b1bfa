package dev.tidemill.job;

import java.util.List;

/**
 * How many jobs of a queue completed, or failed for good, minute by minute. Workers count only when
 * they are told to, and a minute is told when a job finishes in a later one.
 *
 * @param count how many in all
 * @param lastTime when the latest minute told was closed, in Unix milliseconds; 0 for never
 * @param lastCount how many there were in all by then
 * @param perMinute of the minutes asked for, newest first
 * @param minutes how many minutes there are
 */
public record Metrics(
    long count, long lastTime, long lastCount, List<Long> perMinute, long minutes) {

  /** Keeps its own copy. */
  public Metrics {
    perMinute = List.copyOf(perMinute);
  }
}

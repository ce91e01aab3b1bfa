package dev.tidemill.job;

/**
 * How many jobs of a queue are in each state, all read at the same moment.
 *
 * @param waiting in line, those that a version 5 client parked while the queue was paused included
 * @param active with a worker
 * @param delayed not due yet
 * @param prioritized in line by priority
 * @param waitingChildren parents that wait for their children
 * @param completed finished well and kept
 * @param failed failed for good and kept
 */
public record JobCounts(
    long waiting,
    long active,
    long delayed,
    long prioritized,
    long waitingChildren,
    long completed,
    long failed) {

  /** How many have not finished. */
  public long unfinished() {
    return waiting + active + delayed + prioritized + waitingChildren;
  }
}

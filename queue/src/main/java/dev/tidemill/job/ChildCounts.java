package dev.tidemill.job;

/**
 * How many children a job has, by what became of them.
 *
 * @param processed completed
 * @param unprocessed still to finish, or failed for good without any say in what that means
 * @param ignored failed, and their parent was to go on all the same
 * @param failed failed, and their parent with them
 */
public record ChildCounts(long processed, long unprocessed, long ignored, long failed) {}

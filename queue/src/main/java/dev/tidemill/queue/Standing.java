package dev.tidemill.queue;

/**
 * What a ledger says at one moment.
 *
 * @param count jobs stored under it
 * @param done of them, those that completed
 * @param failed of them, those that failed for good
 * @param version of the plan that its keeper saved
 */
public record Standing(long count, long done, long failed, long version) {}

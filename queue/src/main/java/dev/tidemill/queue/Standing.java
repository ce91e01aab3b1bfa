package dev.tidemill.queue;

import java.util.Map;

/**
 * What a ledger says at one moment.
 *
 * @param count jobs stored under it
 * @param done of them, those that completed
 * @param failed of them, those that failed for good
 * @param version of the plan that its keeper saved
 * @param positions how far each source has been read
 */
public record Standing(
    long count, long done, long failed, long version, Map<String, String> positions) {}

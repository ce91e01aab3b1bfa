package dev.tidemill.server.progress;

import org.jspecify.annotations.Nullable;

/**
 * How far a run is at one instant.
 *
 * @param done messages handled for good by now, failed ones among them
 * @param failed messages that failed for good
 * @param total how many there will be, or null while nobody knows
 * @param share how much of the source is taken in, 0 to 1, or null while nobody knows
 * @param pushers workers that push
 * @param pullers workers that pull
 */
public record Standing(
    long done,
    long failed,
    @Nullable Long total,
    @Nullable Double share,
    int pushers,
    int pullers) {}

package dev.tidemill.server.progress;

import org.jspecify.annotations.Nullable;

/**
 * How far a run is at one instant.
 *
 * @param done messages handled for good by now, failed ones among them
 * @param failed messages that failed for good
 * @param total how many there will be, or null while nobody knows
 * @param pushers workers that push
 * @param pullers workers that pull
 */
public record Standing(long done, long failed, @Nullable Long total, int pushers, int pullers) {}

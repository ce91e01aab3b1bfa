package dev.tidemill.server.cli;

/**
 * What {@code tidemill doctor} looks at.
 *
 * @param redis the Redis, or where an own one would be
 * @param port where a server would listen
 * @param json whether a program reads it
 */
public record DoctorConfig(RedisConfig redis, int port, boolean json) {}

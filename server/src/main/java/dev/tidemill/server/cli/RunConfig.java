package dev.tidemill.server.cli;

/**
 * What {@code run} was told.
 *
 * @param redis where the queue lives
 * @param pool what the pool does
 */
public record RunConfig(RedisConfig redis, PoolConfig pool) {}

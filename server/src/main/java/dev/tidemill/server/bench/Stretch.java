package dev.tidemill.server.bench;

/**
 * A stretch of time and what Redis did in it.
 *
 * @param seconds by the clock
 * @param cost of all its clients together
 */
record Stretch(double seconds, RedisCost cost) {}

package dev.tidemill.server.cli;

import java.time.Duration;

/**
 * So many in a period.
 *
 * @param max how many
 * @param per the period
 */
public record Rate(int max, Duration per) {}

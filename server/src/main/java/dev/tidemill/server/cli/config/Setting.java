package dev.tidemill.server.cli.config;

/**
 * A value and where it was found.
 *
 * @param value as a text
 * @param source for people
 */
public record Setting(String value, String source) {}

package dev.tidemill.queue;

/**
 * A step forward in a source that goes with an add: both happen or neither.
 *
 * @param source its name in the ledger
 * @param from where it must stand, empty for its beginning
 * @param to where it stands then
 */
public record Advance(String source, String from, String to) {}

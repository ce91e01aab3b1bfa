package dev.tidemill.pool.state;

/**
 * A place in the pool's plan: a worker and the role that it is to have.
 *
 * @param worker the worker's identity, as {@code w01}; it stays when the role changes
 * @param role what the worker is to do
 */
public record Seat(String worker, Role role) {}

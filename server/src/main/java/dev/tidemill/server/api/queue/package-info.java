/**
 * The queues of a Redis over HTTP: found without being named, told, paused, their consumers, why
 * nobody works one off.
 *
 * <p>May depend on the queue module and {@code server.api}; knows no HTTP library.
 */
@NullMarked
package dev.tidemill.server.api.queue;

import org.jspecify.annotations.NullMarked;

/**
 * The Redis under the queues over HTTP: its figures, and a look at the keys of queues that changes
 * nothing.
 *
 * <p>May depend on the queue module, {@code server.api} and {@code server.api.queue}; knows no HTTP
 * library.
 */
@NullMarked
package dev.tidemill.server.api.redis;

import org.jspecify.annotations.NullMarked;

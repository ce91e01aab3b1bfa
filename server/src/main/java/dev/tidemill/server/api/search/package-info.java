/**
 * Finds jobs of a queue by what they hold: newest first, a bounded time a request.
 *
 * <p>May depend on the queue module, {@code server.api}, {@code server.api.queue} and {@code
 * server.api.job}; knows no HTTP library.
 */
@NullMarked
package dev.tidemill.server.api.search;

import org.jspecify.annotations.NullMarked;

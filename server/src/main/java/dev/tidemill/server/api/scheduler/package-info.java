/**
 * The schedulers of a queue over HTTP: told, put in, removed.
 *
 * <p>May depend on the queue module, {@code server.api} and its {@code queue} and {@code job};
 * knows no HTTP library.
 */
@NullMarked
package dev.tidemill.server.api.scheduler;

import org.jspecify.annotations.NullMarked;

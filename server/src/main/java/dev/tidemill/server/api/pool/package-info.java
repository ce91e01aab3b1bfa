/**
 * The pool over HTTP: the original's routes and our own.
 *
 * <p>May depend on the pool and {@code server.api}; knows no HTTP library.
 */
@NullMarked
package dev.tidemill.server.api.pool;

import org.jspecify.annotations.NullMarked;

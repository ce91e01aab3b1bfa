/**
 * Routes over HTTP: the original's five, our own under {@code /api/v1}, the page and what it loads.
 *
 * <p>May depend on the pool, {@code server.api} and {@code server.sse}; the only package that sees
 * Javalin and Jetty.
 */
@NullMarked
package dev.tidemill.server.http;

import org.jspecify.annotations.NullMarked;

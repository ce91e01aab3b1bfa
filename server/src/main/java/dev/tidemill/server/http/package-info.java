/**
 * HTTP: puts routes and the page on sockets, guards them, and answers with a problem what went
 * wrong.
 *
 * <p>May depend on the queue module, the pool, {@code server.api} and {@code server.sse}; the only
 * package that sees Javalin and Jetty.
 */
@NullMarked
package dev.tidemill.server.http;

import org.jspecify.annotations.NullMarked;

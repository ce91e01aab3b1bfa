/**
 * Javalin seen by the rest: the listener, static files, headers, errors.
 *
 * <p>May depend on Javalin and the JDK; knows no route and nothing of the pool.
 */
@NullMarked
package dev.tidemill.server.http;

import org.jspecify.annotations.NullMarked;

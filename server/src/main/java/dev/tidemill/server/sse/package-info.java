/**
 * The stream of events: one reader of the pool's history feeds every page that looks on.
 *
 * <p>May depend on the pool and on the JSON of {@code server.api}; knows servlets, not routes.
 */
@NullMarked
package dev.tidemill.server.sse;

import org.jspecify.annotations.NullMarked;

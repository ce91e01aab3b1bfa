/**
 * What the server says about a pool, as JSON.
 *
 * <p>May depend on the pool; knows no HTTP.
 */
@NullMarked
package dev.tidemill.server.api;

import org.jspecify.annotations.NullMarked;

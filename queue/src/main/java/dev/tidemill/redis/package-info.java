/**
 * The connection to Redis: the only package that sees the client library.
 *
 * <p>Depends on {@code input} alone.
 */
@NullMarked
package dev.tidemill.redis;

import org.jspecify.annotations.NullMarked;

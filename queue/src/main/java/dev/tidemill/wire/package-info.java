/**
 * BullMQ's wire format: keys, hash layout, options, and one type per Lua script. The only package
 * that knows BullMQ.
 *
 * <p>May depend on {@code job}, {@code event}, {@code redis} and {@code cron}.
 */
@NullMarked
package dev.tidemill.wire;

import org.jspecify.annotations.NullMarked;

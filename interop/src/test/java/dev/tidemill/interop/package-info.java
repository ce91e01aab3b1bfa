/**
 * Holds Tidemill's keys against those of the real BullMQ under Node.js.
 *
 * <p>Needs Node.js 18 or later and, once, {@code npm ci --ignore-scripts} in {@code interop/}.
 * Without them the tests are skipped and say so; with {@code TIDEMILL_CI=true} they fail instead.
 *
 * <p>May depend on everything in {@code queue}.
 */
@NullMarked
package dev.tidemill.interop;

import org.jspecify.annotations.NullMarked;

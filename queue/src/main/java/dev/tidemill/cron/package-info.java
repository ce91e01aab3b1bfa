/**
 * Cron patterns and their next times, equal to those that BullMQ's clients under Node.js compute.
 *
 * <p>What that means where others differ: five or six fields, the first of six is the second; days
 * of month and of week both given are alternatives, unless one is a bare {@code *} or {@code ?}; a
 * time that a zone's clock skips comes once, an hour later; an hour that the clock repeats counts
 * once, unless the pattern names every hour. Depends on {@code input} alone.
 */
@NullMarked
package dev.tidemill.cron;

import org.jspecify.annotations.NullMarked;

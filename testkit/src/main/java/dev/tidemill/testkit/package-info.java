/**
 * What the tests of every module share: a Redis, a proxy that can go dark, key dumps, a manual
 * clock.
 *
 * <p>May depend on {@code embedded}.
 */
@NullMarked
package dev.tidemill.testkit;

import org.jspecify.annotations.NullMarked;

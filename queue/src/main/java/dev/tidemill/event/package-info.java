/**
 * What a queue and its workers tell: sealed events and their listeners.
 *
 * <p>May depend on {@code job}.
 */
@NullMarked
package dev.tidemill.event;

import org.jspecify.annotations.NullMarked;

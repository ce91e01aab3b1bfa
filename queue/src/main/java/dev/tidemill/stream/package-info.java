/**
 * The reader of a queue's events, and those who wait for one of them.
 *
 * <p>May depend on {@code event}, {@code wire}, {@code loop} and {@code redis}.
 */
@NullMarked
package dev.tidemill.stream;

import org.jspecify.annotations.NullMarked;

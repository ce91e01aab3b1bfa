/**
 * The running agents of a consumer, one type each: read the file names for the list of threads.
 *
 * <p>May depend on {@code job}, {@code event}, {@code wire}, {@code loop} and {@code redis}.
 */
@NullMarked
package dev.tidemill.worker;

import org.jspecify.annotations.NullMarked;

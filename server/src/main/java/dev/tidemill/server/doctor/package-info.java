/**
 * What {@code tidemill doctor} looks at, each finding with its remedy.
 *
 * <p>May depend on the options as records, on the connection and on the own Redis.
 */
@NullMarked
package dev.tidemill.server.doctor;

import org.jspecify.annotations.NullMarked;

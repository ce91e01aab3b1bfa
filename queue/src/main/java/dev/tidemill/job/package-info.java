/**
 * What a job is: values only, no Redis, no threads.
 *
 * <p>Depends on {@code input}, the JDK and a JSON reader.
 */
@NullMarked
package dev.tidemill.job;

import org.jspecify.annotations.NullMarked;

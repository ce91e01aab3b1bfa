/**
 * What takes longer than a request: deeds on many jobs, in chunks that leave Redis time for others,
 * told while they go on and ended when asked.
 *
 * <p>May depend on the queue module, {@code server.api} and its {@code queue}, {@code job} and
 * {@code search}; knows no HTTP library.
 */
@NullMarked
package dev.tidemill.server.api.bulk;

import org.jspecify.annotations.NullMarked;

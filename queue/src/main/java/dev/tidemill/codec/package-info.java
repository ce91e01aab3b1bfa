/**
 * Payloads and results as values of the user's own types: a codec makes JSON text of them and reads
 * it again.
 *
 * <p>Depends on nothing of ours. Only {@link dev.tidemill.codec.JacksonCodec} needs
 * jackson-databind, and only when it is used.
 */
@NullMarked
package dev.tidemill.codec;

import org.jspecify.annotations.NullMarked;

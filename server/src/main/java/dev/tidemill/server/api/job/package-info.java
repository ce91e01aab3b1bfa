/**
 * The jobs of a queue over HTTP: pages of them, one with its log and its flow, adds, deeds.
 *
 * <p>May depend on the queue module, {@code server.api} and {@code server.api.queue}; knows no HTTP
 * library.
 */
@NullMarked
package dev.tidemill.server.api.job;

import org.jspecify.annotations.NullMarked;

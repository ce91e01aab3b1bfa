/**
 * What a route is: a request as a value, an answer as a value, a problem when there is none; how
 * JSON is read and written so that payloads stay as they are.
 *
 * <p>Depends on nothing of ours; knows no HTTP library.
 */
@NullMarked
package dev.tidemill.server.api;

import org.jspecify.annotations.NullMarked;

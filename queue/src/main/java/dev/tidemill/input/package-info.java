/**
 * What is wrong with what a program gave: the third of the sealed families of exceptions, beside
 * those of the queue and of the connection.
 *
 * <p>A leaf: depends on nothing.
 */
@NullMarked
package dev.tidemill.input;

import org.jspecify.annotations.NullMarked;

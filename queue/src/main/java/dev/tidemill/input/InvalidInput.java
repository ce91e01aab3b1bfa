package dev.tidemill.input;

import org.jspecify.annotations.Nullable;

/**
 * What a program gave cannot be used. Told before anything is sent: Redis is as it was. The message
 * names what was given, the value and what to give instead.
 */
public abstract sealed class InvalidInput extends IllegalArgumentException
    permits InvalidName, InvalidOption, InvalidPayload {

  private static final long serialVersionUID = 1L;

  InvalidInput(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

package dev.tidemill.server.cli.config;

/** A setting outside of the command line cannot be used; the message says which and why. */
public final class ConfigWrong extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ConfigWrong(String message) {
    super(message);
  }
}

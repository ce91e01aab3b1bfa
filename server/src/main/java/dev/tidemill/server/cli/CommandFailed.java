package dev.tidemill.server.cli;

import org.jspecify.annotations.Nullable;

/** A command that ends with a message for its user: what failed, on what, and what to do. */
public final class CommandFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /**
   * Made where the remedy is known.
   *
   * @param exitCode one of {@link ExitCode}
   */
  public CommandFailed(int exitCode, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** What the process ends with. */
  public int exitCode() {
    return exitCode;
  }
}

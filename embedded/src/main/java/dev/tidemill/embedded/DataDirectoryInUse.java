package dev.tidemill.embedded;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Another process owns the data directory; {@link #owner} says how to reach its Redis. */
public final class DataDirectoryInUse extends EmbeddedRedisException {

  private static final long serialVersionUID = 1L;

  private final transient @Nullable ServerFile owner;

  DataDirectoryInUse(Path directory, @Nullable ServerFile owner) {
    super(
        "The data directory "
            + directory
            + " is in use by "
            + (owner == null ? "another process that is just starting" : "process " + owner.pid())
            + "; stop that one, or name another directory with --data",
        null);
    this.owner = owner;
  }

  /** What the owner left in the directory, or null when it has not got that far. */
  public @Nullable ServerFile owner() {
    return owner;
  }
}

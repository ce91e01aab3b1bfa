package dev.tidemill.embedded;

import java.nio.file.Path;

/**
 * How an embedded Redis keeps its data.
 *
 * @param directory its own; made when it is missing
 * @param durable true: every write is on the disk before it is answered; false: within a second
 */
public record EmbeddedRedisOptions(Path directory, boolean durable) {

  /** Makes the directory absolute, so that a later change of directory does not move it. */
  public EmbeddedRedisOptions {
    directory = directory.toAbsolutePath().normalize();
  }
}

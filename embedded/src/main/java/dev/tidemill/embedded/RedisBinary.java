package dev.tidemill.embedded;

import java.nio.file.Path;

/**
 * A Redis (or Valkey) server program that runs on this machine: it was started once and told its
 * version.
 *
 * @param file the program
 * @param version as it told it, such as "7.0.15"
 * @param origin "on PATH" or "bundled"
 */
public record RedisBinary(Path file, String version, String origin) {

  static final String ON_PATH = "on PATH";
  static final String BUNDLED = "bundled";

  /**
   * Looks for a program: on the PATH (version 7 or newer), then those that came with us.
   *
   * @param directory where one that came with us is unpacked; a server that ran there before
   *     decides which version is needed at least
   * @throws EmbeddedRedisException when there is none; the message says what to install
   */
  public static RedisBinary find(Path directory) {
    return RedisSearch.here().find(directory);
  }

  int major() {
    return Integer.parseInt(version.substring(0, version.indexOf('.')));
  }
}

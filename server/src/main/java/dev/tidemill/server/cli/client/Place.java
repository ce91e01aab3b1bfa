package dev.tidemill.server.cli.client;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whom a command is to ask.
 *
 * @param server the address of a server, or null
 * @param token that the server wants, or empty
 * @param redisUrl the Redis to look into without a server, or null
 * @param data where a command of this machine may have an own Redis, when neither is named
 * @param prefix the first part of the keys
 * @param needsServer whether only a server can answer, whose pool may run
 * @param limit how long an answer may take
 */
public record Place(
    @Nullable String server,
    String token,
    @Nullable String redisUrl,
    Path data,
    String prefix,
    boolean needsServer,
    Duration limit) {

  /** Without token and password. */
  @Override
  public String toString() {
    return "Place[server=" + server + ", data=" + data + ", prefix=" + prefix + "]";
  }
}

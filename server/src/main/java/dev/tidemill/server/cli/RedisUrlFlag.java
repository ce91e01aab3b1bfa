package dev.tidemill.server.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The option that names a Redis. */
@Command
final class RedisUrlFlag {

  @Option(
      names = "--redis-url",
      paramLabel = "URL",
      description = "use this Redis instead of an own one (env REDIS_URL)")
  @Nullable String url;

  /** The Redis that was named, or null: an empty variable of the environment names none. */
  @Nullable String given() {
    return url == null || url.isBlank() ? null : url;
  }
}

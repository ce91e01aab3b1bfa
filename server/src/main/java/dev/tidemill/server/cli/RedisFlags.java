package dev.tidemill.server.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options that say where the queue lives. */
@Command(name = "redis", header = "Redis")
final class RedisFlags {

  @Option(
      names = "--redis-url",
      paramLabel = "URL",
      description = "use this Redis instead of an own one (env REDIS_URL)")
  @Nullable String url;

  @Option(names = "--data", paramLabel = "DIR", description = "files of the own Redis")
  Path data = Path.of("");

  @Option(
      names = "--durable",
      description = "the own Redis writes to disk before each answer",
      fallbackValue = "true")
  boolean durable;

  @Option(names = "--prefix", paramLabel = "NAME", description = "first part of every key")
  String prefix = "";

  @Option(names = "--queue", paramLabel = "NAME", description = "the queue")
  String queue = "";

  RedisConfig config() {
    return new RedisConfig(
        url == null || url.isBlank() ? null : url, HomePath.of(data), durable, prefix, queue);
  }
}

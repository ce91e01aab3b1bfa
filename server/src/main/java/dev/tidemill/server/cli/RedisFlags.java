package dev.tidemill.server.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options that say where the queue lives. */
@Command(header = "Redis")
final class RedisFlags {

  @Option(
      names = "--redis-url",
      paramLabel = "URL",
      description = "use this Redis instead of an own one (env REDIS_URL)")
  @Nullable String url;

  @Option(names = "--data", paramLabel = "DIR", description = "files of the own Redis")
  Path data = Path.of("");

  @Option(names = "--durable", description = "the own Redis writes to disk before each answer")
  boolean durable;

  @Option(names = "--prefix", paramLabel = "NAME", description = "first part of every key")
  String prefix = "";

  @Option(names = "--queue", paramLabel = "NAME", description = "the queue")
  String queue = "";

  RedisConfig config() {
    Path home = Path.of(System.getProperty("user.home", "."));
    Path place = data.startsWith("~") ? home.resolve(Path.of("~").relativize(data)) : data;
    return new RedisConfig(
        url == null || url.isBlank() ? null : url, place, durable, prefix, queue);
  }
}

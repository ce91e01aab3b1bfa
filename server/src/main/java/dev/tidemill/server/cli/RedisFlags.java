package dev.tidemill.server.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say where the queue lives. */
@Command(name = "redis", header = "Redis")
final class RedisFlags {

  @Mixin final RedisUrlFlag url = new RedisUrlFlag();

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
    return new RedisConfig(url.given(), HomePath.of(data), durable, prefix, queue);
  }
}

package dev.tidemill.server.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the queue lives.
 *
 * @param url the Redis to use, or null for one of our own
 * @param data where an own Redis keeps its files
 * @param durable whether an own Redis writes to disk before each answer
 * @param prefix the first part of every key
 * @param queue the queue's name
 */
public record RedisConfig(
    @Nullable String url, Path data, boolean durable, String prefix, String queue) {

  /** The same with the files of an own Redis elsewhere. */
  public RedisConfig in(Path directory) {
    return new RedisConfig(url, directory, durable, prefix, queue);
  }
}

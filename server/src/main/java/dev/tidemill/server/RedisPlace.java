package dev.tidemill.server;

import dev.tidemill.embedded.DataDirectoryInUse;
import dev.tidemill.embedded.EmbeddedRedis;
import dev.tidemill.embedded.EmbeddedRedisException;
import dev.tidemill.embedded.EmbeddedRedisOptions;
import dev.tidemill.embedded.ServerFile;
import dev.tidemill.redis.ConnectionLost;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisException;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.server.cli.CommandFailed;
import dev.tidemill.server.cli.ExitCode;
import dev.tidemill.server.cli.RedisConfig;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Redis that a command works with: the one that was named, the one that another command has
 * started in the data directory, or one of our own.
 *
 * @param uri how to reach it
 * @param told the version that it tells; empty while it has not been there yet
 * @param own ours, to be closed last, or null
 * @param owner the process whose Redis it is when it is another command's, else 0
 */
record RedisPlace(
    RedisUri uri, AtomicReference<String> told, @Nullable EmbeddedRedis own, long owner)
    implements AutoCloseable {

  private static final Pattern VERSION = Pattern.compile("(?m)^redis_version:(\\S+)");

  /**
   * Starts it, or looks whether it answers.
   *
   * @throws CommandFailed with {@link ExitCode#REDIS} when there is none
   */
  static RedisPlace open(RedisConfig config) {
    String url = config.url();
    return url == null ? embedded(config) : named(parsed(url), 0);
  }

  private static RedisUri parsed(String url) {
    try {
      return RedisUri.parse(url);
    } catch (IllegalArgumentException e) {
      throw new CommandFailed(
          ExitCode.USAGE, "Invalid value for option '--redis-url': " + e.getMessage(), e);
    }
  }

  /**
   * As {@link #open}, but one that was named and cannot be reached may come later.
   *
   * @throws CommandFailed when there is none, and waiting would not help
   */
  static RedisPlace openOrAwait(RedisConfig config) {
    try {
      return open(config);
    } catch (CommandFailed e) {
      if (config.url() != null && e.getCause() instanceof ConnectionLost) {
        return new RedisPlace(parsed(config.url()), new AtomicReference<>(""), null, 0);
      }
      throw e;
    }
  }

  private static RedisPlace embedded(RedisConfig config) {
    try {
      EmbeddedRedis redis =
          EmbeddedRedis.start(new EmbeddedRedisOptions(config.data(), config.durable()));
      return new RedisPlace(
          RedisUri.parse(redis.uri()), new AtomicReference<>(redis.version()), redis, 0);
    } catch (DataDirectoryInUse e) {
      ServerFile owner = e.owner();
      if (owner == null) {
        throw new CommandFailed(ExitCode.REDIS, String.valueOf(e.getMessage()), e);
      }
      return named(RedisUri.parse(owner.uri()), owner.pid());
    } catch (EmbeddedRedisException e) {
      throw new CommandFailed(ExitCode.REDIS, String.valueOf(e.getMessage()), e);
    }
  }

  private static RedisPlace named(RedisUri uri, long owner) {
    RedisPlace place = new RedisPlace(uri, new AtomicReference<>(""), null, owner);
    try {
      place.look();
      return place;
    } catch (RedisException e) {
      throw new CommandFailed(
          ExitCode.REDIS,
          e.getMessage()
              + ". Start it, correct --redis-url, or leave it out to use a Redis of our own.",
          e);
    }
  }

  /**
   * Asks it for its version.
   *
   * @throws RedisException when it does not answer
   */
  void look() {
    try (RedisConnection connection = new RedisConnection(uri, "tidemill-start")) {
      Matcher matcher = VERSION.matcher(connection.call("INFO", "server").text());
      told.set(matcher.find() ? matcher.group(1) : "of no version");
    }
  }

  String version() {
    return told.get();
  }

  /** Whether it has answered once. */
  boolean isThere() {
    return !version().isEmpty();
  }

  /** Where it is, for people: no password in it. */
  String where() {
    if (own != null) {
      return "embedded " + uri.host() + ":" + uri.port();
    }
    return owner == 0 ? uri.toString() : "of process " + owner + ", " + uri;
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
  }
}

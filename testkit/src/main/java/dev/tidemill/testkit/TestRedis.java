package dev.tidemill.testkit;

import dev.tidemill.embedded.Persistence;
import dev.tidemill.embedded.RedisBinary;
import dev.tidemill.embedded.RedisServer;
import dev.tidemill.embedded.ServerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.commands.ProtocolCommand;

/**
 * A real Redis of the test's own in a directory that is thrown away: never one that somebody named,
 * never one that was there before.
 *
 * <p><b>Threading:</b> safe for any, but its life (kill, restart, close) is one thread's business.
 */
public final class TestRedis implements AutoCloseable {

  private final RedisBinary binary;
  private final ServerSettings settings;
  private volatile RedisServer server;

  private TestRedis(RedisBinary binary, ServerSettings settings) {
    this.binary = binary;
    this.settings = settings;
    this.server = RedisServer.start(binary, settings);
  }

  /** Starts one that keeps nothing: what was in it is gone after {@link #kill9()}. */
  public static TestRedis start() {
    return start(Persistence.NONE);
  }

  /** Starts one that keeps what the test says. */
  public static TestRedis start(Persistence persistence) {
    return start(persistence, directory -> List.of());
  }

  /**
   * Starts one with more lines of configuration.
   *
   * @param configuration the lines, given the server's directory
   */
  public static TestRedis start(
      Persistence persistence, Function<Path, List<String>> configuration) {
    try {
      Path directory = Files.createTempDirectory("tidemill-test-redis");
      List<String> lines = configuration.apply(directory);
      return new TestRedis(
          RedisBinary.find(directory),
          ServerSettings.open(directory, persistence).with(lines.toArray(String[]::new)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts one that watches others: a sentinel, which keeps no data. */
  static TestRedis startSentinel(List<String> configuration) {
    try {
      Path directory = Files.createTempDirectory("tidemill-test-sentinel");
      RedisBinary server = RedisBinary.find(directory);
      // The program is a sentinel when it is called by that name.
      Path sentinel = Files.createSymbolicLink(directory.resolve("redis-sentinel"), server.file());
      return new TestRedis(
          new RedisBinary(sentinel, server.version(), server.origin()),
          ServerSettings.open(directory, Persistence.NONE)
              .with(configuration.toArray(String[]::new)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@code redis://127.0.0.1:port/0}: no password. */
  public String uri() {
    return settings.uri();
  }

  public String host() {
    return "127.0.0.1";
  }

  public int port() {
    return settings.port();
  }

  /** Such as "7.0.15". */
  public String version() {
    return server.version();
  }

  /** Whether it was found "on PATH" or is "bundled". */
  public String origin() {
    return binary.origin();
  }

  /** The files of this server. */
  public Path directory() {
    return settings.directory();
  }

  /** Deletes every key; scripts that Redis has learnt stay known. */
  public void flush() {
    call("FLUSHALL");
  }

  /**
   * Sends one command on a connection of its own.
   *
   * @return a {@code String}, {@code Long}, {@code List} of these, or null
   */
  public @Nullable Object call(String command, String... arguments) {
    try (Connection connection = new Connection(host(), port())) {
      ProtocolCommand word = () -> command.getBytes(StandardCharsets.UTF_8);
      connection.sendCommand(word, arguments);
      return readable(connection.getOne());
    }
  }

  private static @Nullable Object readable(@Nullable Object answer) {
    return switch (answer) {
      case byte[] text -> new String(text, StandardCharsets.UTF_8);
      case List<?> items -> {
        List<@Nullable Object> all = new ArrayList<>();
        for (Object item : items) {
          all.add(readable(item));
        }
        yield all;
      }
      case null -> null;
      default -> answer;
    };
  }

  /** Kills the server as the kernel would; it stays dead until {@link #restart()}. */
  public void kill9() {
    server.kill();
  }

  /**
   * Makes the server stand still: it answers nothing while its lines stay open, until {@link
   * #thaw()}.
   */
  public void freeze() {
    signal("STOP");
  }

  /** Lets the server go on where it stood. */
  public void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      Process sent = new ProcessBuilder("kill", "-" + name, Long.toString(server.pid())).start();
      if (sent.waitFor() != 0) {
        throw new IllegalStateException("kill -" + name + " of the test's Redis failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while Redis was sent " + name, e);
    }
  }

  /** Starts the server again on the same port, with what it had kept; ends it before if it runs. */
  public void restart() {
    server.close();
    server = RedisServer.start(binary, settings);
  }

  @Override
  public void close() {
    server.close();
    new TestFolder(settings.directory()).close();
  }
}

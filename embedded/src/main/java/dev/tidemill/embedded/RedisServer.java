package dev.tidemill.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One Redis server process, from its start to its end.
 *
 * <p>Nothing that happens to this JVM leaves it behind, SIGKILL included: a small shell holds a
 * pipe from here and stops the server at its end. The server has a session of its own, so Ctrl-C on
 * a terminal does not reach it before we have saved what we must.
 *
 * <p><b>Threading:</b> safe for any.
 */
public final class RedisServer implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(10);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
  private static final Duration REPLY_LIMIT = Duration.ofSeconds(5);

  /**
   * {@code $1} program, {@code $2} configuration, {@code $3} pid file, written a little later. It
   * is read at the start: at the end it may be that of the next server in the same directory.
   */
  static final String KEEPER =
      """
      trap "" INT TERM HUP
      "$1" "$2" || exit 1
      n=0
      until read -r pid < "$3" || [ $n -ge 300 ]; do n=$((n + 1)); sleep 0.1; done 2> /dev/null
      while read -r _; do :; done
      [ -n "$pid" ] && kill -TERM "$pid"
      """;

  private final ServerSettings settings;
  private final Process keeper;
  private final long pid;
  private final String version;

  private RedisServer(ServerSettings settings, Process keeper, long pid, String version) {
    this.settings = settings;
    this.keeper = keeper;
    this.pid = pid;
    this.version = version;
  }

  /**
   * Starts a server and returns when it answers, its data loaded.
   *
   * @throws EmbeddedRedisException when it does not; the message ends with the server's own words
   */
  public static RedisServer start(RedisBinary binary, ServerSettings settings) {
    Path directory = settings.directory();
    Process keeper;
    try {
      PrivateFiles.write(directory.resolve("redis.conf"), settings.configuration());
      Files.deleteIfExists(directory.resolve("redis.pid"));
      Files.deleteIfExists(directory.resolve("redis.log"));
      keeper = launch(binary, directory);
    } catch (IOException e) {
      throw new EmbeddedRedisException(
          "Redis cannot be started in " + directory + ": " + e.getMessage(), e);
    }
    try {
      return awaitReady(settings, keeper);
    } catch (IOException e) {
      giveUp(directory, keeper);
      throw new EmbeddedRedisException(
          binary.file() + " did not start in " + directory + ": " + e.getMessage() + log(directory),
          e);
    }
  }

  private static Process launch(RedisBinary binary, Path directory) throws IOException {
    String[] keeper = {
      "/bin/sh", "-c", KEEPER, "tidemill-redis", binary.file().toString(), "redis.conf", "redis.pid"
    };
    Path setsid = Path.of("/usr/bin/setsid");
    ProcessBuilder builder = new ProcessBuilder(keeper);
    if (Files.isExecutable(setsid)) {
      builder.command().add(0, setsid.toString());
    }
    return builder
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("redis.log").toFile())
        .start();
  }

  private static RedisServer awaitReady(ServerSettings settings, Process keeper)
      throws IOException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (true) {
      try (RedisPeer peer = RedisPeer.connect(settings, REPLY_LIMIT)) {
        peer.call("PING");
        String about = peer.call("INFO", "server");
        return new RedisServer(
            settings,
            keeper,
            Long.parseLong(field(about, "process_id")),
            field(about, "redis_version"));
      } catch (RedisPeer.Refused e) {
        if (!e.isLoading()) {
          throw e;
        }
        deadline = System.nanoTime() + START_LIMIT.toNanos();
      } catch (IOException e) {
        if (!keeper.isAlive() || System.nanoTime() > deadline) {
          throw e;
        }
      }
      Pause.millis(3);
    }
  }

  private static String field(String about, String name) {
    return about
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("0");
  }

  private static void giveUp(Path directory, Process keeper) {
    long left = Survivor.pidIn(directory);
    keeper.destroyForcibly();
    if (left > 0) {
      ProcessHandle.of(left).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private static String log(Path directory) {
    try {
      String all = Files.readString(directory.resolve("redis.log"), StandardCharsets.ISO_8859_1);
      return all.isBlank() ? "" : "\n" + all.substring(Math.max(0, all.length() - 2_000)).strip();
    } catch (IOException e) {
      return "";
    }
  }

  public ServerSettings settings() {
    return settings;
  }

  public long pid() {
    return pid;
  }

  /** As the running server told it. */
  public String version() {
    return version;
  }

  public boolean isAlive() {
    return Survivor.isAlive(pid);
  }

  /** Returns when the process has ended. */
  void awaitEnd() {
    while (isAlive()) {
      RedisPeer peer = peerOrNull();
      if (peer == null) {
        Pause.millis(20);
      } else {
        try (peer) {
          peer.awaitEnd();
        }
      }
    }
  }

  private @Nullable RedisPeer peerOrNull() {
    try {
      return RedisPeer.connect(settings, REPLY_LIMIT);
    } catch (IOException e) {
      return null;
    }
  }

  /** Ends the process at once, as a crash would; what it had not written is lost. */
  public void kill() {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    Survivor.awaitDeath(pid, STOP_LIMIT);
    dismissKeeper();
  }

  /** Asks the server to write what it holds and end; returns when it has. */
  @Override
  public void close() {
    if (isAlive()) {
      Survivor.end(pid);
    }
    dismissKeeper();
  }

  /** The keeper of a dead server must not signal whoever has its pid by now. */
  private void dismissKeeper() {
    keeper.destroyForcibly();
  }
}

package dev.tidemill.embedded;

import static java.util.regex.Pattern.DOTALL;
import static java.util.regex.Pattern.MULTILINE;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one server is started with.
 *
 * @param directory where it runs and keeps its files
 * @param port on the loopback address
 * @param password empty for none
 * @param persistence what it keeps
 * @param more lines of its configuration beside ours
 */
public record ServerSettings(
    Path directory, int port, String password, Persistence persistence, List<String> more) {

  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * Below the range from which systems take the local ports of outgoing connections: a client that
   * keeps trying to reach a port within it while the server is away can end up connected to itself.
   */
  private static final int LOWEST_PORT = 20_000;

  private static final int HIGHEST_PORT = 32_767;

  /** Of a file that {@link #configuration} made for {@link #guarded}. */
  private static final Pattern ADDRESS =
      Pattern.compile("^port (\\d{5})$.*^requirepass (\\p{XDigit}{48})$", MULTILINE | DOTALL);

  /** Keeps its own copy of the lines. */
  public ServerSettings {
    more = List.copyOf(more);
  }

  /** Settings with no lines of configuration but ours. */
  public ServerSettings(Path directory, int port, String password, Persistence persistence) {
    this(directory, port, password, persistence, List.of());
  }

  /** The same with more lines of configuration. */
  public ServerSettings with(String... lines) {
    return new ServerSettings(directory, port, password, persistence, List.of(lines));
  }

  /** Settings with a free port, protected by a password made for the occasion. */
  public static ServerSettings guarded(Path directory, Persistence persistence) {
    byte[] secret = new byte[24];
    RANDOM.nextBytes(secret);
    return new ServerSettings(directory, freePort(), HexFormat.of().formatHex(secret), persistence);
  }

  /**
   * As {@link #guarded}, under the address of the last server in that directory where it had one
   * and its port is free: clients elsewhere wait for it there.
   */
  static ServerSettings again(Path directory, Persistence persistence) {
    try {
      Matcher last = ADDRESS.matcher(Files.readString(directory.resolve("redis.conf")));
      if (last.find() && isFree(Integer.parseInt(last.group(1)))) {
        int port = Integer.parseInt(last.group(1));
        return new ServerSettings(directory, port, last.group(2), persistence);
      }
    } catch (IOException e) {
      // There was none, or it cannot be read: then it has a new one.
    }
    return guarded(directory, persistence);
  }

  /** Settings with a free port and no password. */
  public static ServerSettings open(Path directory, Persistence persistence) {
    return new ServerSettings(directory, freePort(), "", persistence);
  }

  /** Where clients find the server. */
  public String uri() {
    return "redis://"
        + (password.isEmpty() ? "" : ":" + password + "@")
        + "127.0.0.1:"
        + port
        + "/0";
  }

  private static int freePort() {
    for (int attempt = 0; attempt < 1_000; attempt++) {
      int port = RANDOM.nextInt(LOWEST_PORT, HIGHEST_PORT + 1);
      if (isFree(port)) {
        return port;
      }
    }
    throw new EmbeddedRedisException(
        "No free port between " + LOWEST_PORT + " and " + HIGHEST_PORT + " on 127.0.0.1", null);
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The server's configuration file. */
  String configuration() {
    return """
    # Written at each start; changes are lost.
    bind 127.0.0.1
    port %d
    protected-mode yes
    %s
    dir .
    daemonize yes
    pidfile redis.pid
    logfile redis.log
    loglevel notice
    timeout 0
    tcp-keepalive 60
    save ""
    appendonly %s
    appendfsync %s
    aof-load-truncated yes
    maxmemory-policy noeviction
    %s
    """
        .formatted(
            port,
            password.isEmpty() ? "" : "requirepass " + password,
            persistence.appendOnly(),
            persistence.fsync(),
            String.join("\n", more));
  }
}

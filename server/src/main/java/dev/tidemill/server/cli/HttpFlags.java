package dev.tidemill.server.cli;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say where the page is served. */
@Command(name = "server", header = "Page")
final class HttpFlags {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");
  private static final int LAST_PORT = 65_535;

  @Spec(Spec.Target.MIXEE)
  @Nullable CommandSpec spec;

  @Option(
      names = {"-p", "--port"},
      paramLabel = "N",
      description = "taken: the next free one; 0: any free one")
  int port;

  @Option(names = "--host", paramLabel = "ADDRESS", description = "any other needs a token")
  String host = "";

  @Option(
      names = "--token",
      paramLabel = "TEXT",
      description = "who asks must have it (env TIDEMILL_TOKEN)")
  String token = "";

  @Option(
      names = "--read-only",
      description = "show everything, change nothing",
      fallbackValue = "true")
  boolean readOnly;

  @Option(names = "--insecure", description = "any --host without a token", fallbackValue = "true")
  boolean insecure;

  @Option(names = "--base-path", paramLabel = "PATH", description = "everything is under it: /x/y")
  String basePath = "";

  @Option(
      names = "--trusted-proxy",
      paramLabel = "ADDRESS",
      split = ",",
      description = "its X-Forwarded-* are believed")
  Set<String> trusted = Set.of();

  @Option(
      names = "--allowed-host",
      paramLabel = "NAME",
      split = ",",
      description = "a name that a proxy on this machine is asked by")
  Set<String> allowedHosts = Set.of();

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      description = "who comes beyond is refused")
  int maxConnections;

  @Option(
      names = "--max-streams",
      paramLabel = "N",
      description = "so many streams of events at once")
  int maxStreams;

  @Option(
      names = "--start",
      description = "the pool starts at once, not at POST /start",
      fallbackValue = "true")
  boolean start;

  @Option(names = "--no-open", description = "do not open a browser", fallbackValue = "true")
  boolean noOpen;

  ServeConfig.HttpConfig config() {
    OptionCheck check = new OptionCheck(spec);
    check.within("--port", port, 0, LAST_PORT);
    if (!LOOPBACK.contains(host) && !insecure && token.isEmpty()) {
      throw check.refused(
          "--host",
          host,
          "others can reach it, who could start and stop the pool: add --token, or --insecure if"
              + " that is meant");
    }
    check.within("--max-connections", maxConnections, 1, Integer.MAX_VALUE);
    check.within("--max-streams", maxStreams, 1, Integer.MAX_VALUE);
    ServeConfig.Most most = new ServeConfig.Most(maxConnections, maxStreams);
    return new ServeConfig.HttpConfig(host, port, token, readOnly, proxy(check), most);
  }

  private ServeConfig.Proxy proxy(OptionCheck check) {
    String path = basePath.replaceFirst("/$", "");
    if (!path.isEmpty() && !path.matches("(/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)+")) {
      throw check.refused("--base-path", basePath, "give a path as /tidemill or /x/y");
    }
    for (String name : allowedHosts) {
      if (!name.matches("[A-Za-z0-9._-]+")) {
        throw check.refused(
            "--allowed-host", name, "give a name as mill.example.org, without https:// and port");
      }
    }
    return new ServeConfig.Proxy(path, trusted, allowedHosts);
  }
}

package dev.tidemill.server.http;

import dev.tidemill.server.api.Route;
import dev.tidemill.server.sse.SseHub;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.staticfiles.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The routes on their sockets.
 *
 * <p><b>Threading:</b> requests run on platform threads of its own pool; a stream holds none.
 */
public final class HttpServer implements AutoCloseable {

  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(2);
  private static final int MOST_THREADS = 64;
  private static final int MOST_HEADER_BYTES = 16 * 1024; // path and headers together

  private final Javalin javalin;
  private final int port;

  private HttpServer(Javalin javalin, int port) {
    this.javalin = javalin;
    this.port = port;
  }

  /**
   * Begins to answer what comes in there.
   *
   * @throws UncheckedIOException when it cannot
   */
  public static HttpServer start(
      Ports ports, Access access, Front front, List<Route> table, SseHub hub) {
    Crowd crowd = new Crowd(access.mostConnections());
    Javalin javalin =
        Javalin.create(
            config -> {
              configure(config);
              config.jetty.modifyServer(server -> bound(server, crowd, access.mostConnections()));
              ports.channels().forEach(channel -> listen(config, channel, front, crowd));
              WebPage page = WebPage.fromClassPath();
              new Guards(ports.loopback(), access, front, page.policy()).addTo(config.routes);
              config.routes.get("/", context -> page(context, page));
              new Routes(table, hub, access.mostStreams()).addTo(config.routes);
              Answers.addTo(config.routes);
            });
    return new HttpServer(javalin.start(), ports.port());
  }

  private static void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.jetty.threadPool = threads();
    config.staticFiles.add(
        files -> {
          files.directory = WebPage.FOLDER;
          files.location = Location.CLASSPATH;
          files.headers = Map.of("Cache-Control", "no-cache");
        });
    config.staticFiles.enableWebjars();
  }

  private static void bound(Server server, Crowd crowd, int most) {
    LateBodies late = new LateBodies();
    late.setHandler(crowd);
    GatheredBodies gathered = new GatheredBodies(); // outermost: it ends what drips for good
    gathered.setHandler(late);
    server.setHandler(gathered);
    server.setErrorHandler(new BadMessages());
    server.addBean(new NetworkConnectionLimit(most + Crowd.SPARE, server));
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 4);
    threads.setName("tidemill-http");
    threads.setDaemon(true);
    threads.setStopTimeout(STOP_LIMIT.toMillis());
    return threads;
  }

  private static void page(Context context, WebPage page) {
    context.header("Cache-Control", "no-cache").html(page.under(Answers.prefix(context)));
  }

  private static void listen(
      JavalinConfig config, ServerSocketChannel channel, Front front, Crowd crowd) {
    config.jetty.addConnector(
        (server, http) -> {
          ServerConnector connector = connector(server, http, channel, front);
          connector.addEventListener(crowd);
          return connector;
        });
  }

  private static ServerConnector connector(
      Server server, HttpConfiguration http, ServerSocketChannel channel, Front front) {
    http.addCustomizer(front);
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MOST_HEADER_BYTES);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setIdleTimeout(IDLE.toMillis());
    try {
      connector.open(channel);
    } catch (IOException e) {
      throw new UncheckedIOException("Listening on " + channel + " failed", e);
    }
    return connector;
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** Stops listening; answers under way get a moment. */
  @Override
  public void close() {
    javalin.stop();
  }
}

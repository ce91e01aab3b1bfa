package dev.tidemill.server;

import dev.tidemill.pool.PoolView;
import dev.tidemill.server.cli.Explained;
import dev.tidemill.server.http.Access;
import dev.tidemill.server.http.Front;
import dev.tidemill.server.http.HttpServer;
import dev.tidemill.server.http.Ports;
import dev.tidemill.server.sse.Scene;
import dev.tidemill.server.sse.SseHub;
import java.time.InstantSource;

/**
 * The routes and the stream over a pool.
 *
 * @param http where requests come in
 * @param hub who looks on
 * @param history what they are shown
 * @param api what the routes answer
 */
record Server(HttpServer http, SseHub hub, HistoryReader history, Api api)
    implements AutoCloseable {

  /**
   * Begins to serve; the pool may be started before or after.
   *
   * @param settings that are told
   * @throws java.io.UncheckedIOException when it cannot
   */
  static Server start(Mill mill, Ports ports, Access access, Front front, Explained settings) {
    HistoryReader history = new HistoryReader(mill.redis(), mill.pool().history());
    SseHub hub = new SseHub(history, new Present(mill, access.readOnly()), InstantSource.system());
    Api api = Api.over(mill, hub, access.readOnly(), settings);
    HttpServer http = HttpServer.start(ports, access, front, api.routes(), hub);
    hub.start();
    return new Server(http, hub, history, api);
  }

  int port() {
    return http.port();
  }

  /** Says goodbye to the streams, then stops listening. */
  @Override
  public void close() {
    hub.close();
    history.close();
    try {
      api.close(); // first: it frees the threads that a silent Redis has not answered
    } finally {
      http.close();
    }
  }

  private record Present(Mill mill, boolean readOnly) implements Scene {

    @Override
    public PoolView view() {
      return mill.pool().view();
    }

    @Override
    public RedisFacts redis() {
      return new RedisFacts(mill.redis().where(), mill.redis().version());
    }

    @Override
    public ServerFacts server() {
      return new ServerFacts(Version.current().number(), readOnly);
    }
  }
}

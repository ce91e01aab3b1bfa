package dev.tidemill.server;

import dev.tidemill.embedded.EmbeddedRedis;
import dev.tidemill.server.cli.ServeConfig;
import dev.tidemill.server.http.Access;
import dev.tidemill.server.http.Front;
import dev.tidemill.server.http.Ports;

/** Serves a pool until it is told to stop, then lets go of everything in order. */
final class ServeDuty {

  private final ServeConfig config;
  private final boolean demo;
  private final Screen screen;
  private final Stop stop;

  ServeDuty(ServeConfig config, boolean demo, Screen screen, Stop stop) {
    this.config = config;
    this.demo = demo;
    this.screen = screen;
    this.stop = stop;
  }

  int run() {
    return CarriedOut.of("The server", this::serve);
  }

  private int serve() throws InterruptedException {
    try (Mill mill = open();
        Ports ports = Ports.bind(config.http().host(), config.http().port())) {
      boolean there = mill.redis().isThere();
      if (config.begin().start() && there) {
        mill.pool().start(); // work is what one waits for: the page comes up beside it
      }
      try (Server server = Server.start(mill, ports, access(), front(), config.explained())) {
        tell(mill, server.port());
        if (!there) {
          new LateRedis(mill, config.begin().start(), screen.err()).await();
        }
        stop.await();
        screen.err().println("Stopping; once more ends at once.");
        mill.pool().stop();
      }
      return stop.exitCode();
    }
  }

  private Mill open() {
    return demo
        ? Mill.demo(config.redis(), config.pool())
        : Mill.serving(config.redis(), config.pool());
  }

  private Access access() {
    ServeConfig.HttpConfig http = config.http();
    ServeConfig.Most most = http.most();
    return new Access(http.token(), http.readOnly(), most.connections(), most.streams());
  }

  private Front front() {
    ServeConfig.Proxy proxy = config.http().proxy();
    return new Front(proxy.basePath(), proxy.trusted(), proxy.allowedHosts());
  }

  private void tell(Mill mill, int port) {
    EmbeddedRedis own = mill.redis().own();
    if (own != null) {
      own.announceHttp(port);
    }
    new Banner(config, mill.redis(), port).show(screen.err(), Neighbour.USUAL);
    if (config.begin().openBrowser()) {
      Browser.open(Banner.address(config.http(), port));
    }
  }
}

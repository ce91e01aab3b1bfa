package dev.tidemill.server.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tidemill serve}. */
@Command(
    name = "serve",
    header = {
      "Serve the page and the routes; the pool waits for POST /start.",
      "",
      "  tidemill serve --start                         own Redis, pool running",
      "  tidemill serve --redis-url=redis://db:6379/3   take over what is there",
    },
    footer =
        "Exit: 0 ok, 1 failed, 2 usage, 5 no Redis, 130 Ctrl-C, 143 SIGTERM; both save and end in"
            + " order")
final class ServeCommand implements Callable<Integer> {

  @Spec @Nullable CommandSpec spec;

  @Mixin(name = "b pool")
  final PoolFlags pool = new PoolFlags();

  @Mixin(name = "a page")
  final HttpFlags http = new HttpFlags();

  @Mixin(name = "c redis")
  final RedisFlags redis = new RedisFlags();

  @Mixin(name = "d log")
  final LogFlags log = new LogFlags();

  private final Duties duties;

  ServeCommand(Duties duties) {
    this.duties = duties;
  }

  @Override
  public Integer call() {
    log.apply();
    return duties.serve(
        new ServeConfig(
            redis.config(),
            pool.config(),
            http.config(),
            new ServeConfig.Begin(http.start, false),
            Explained.called(spec)));
  }
}

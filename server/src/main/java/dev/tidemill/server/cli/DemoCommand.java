package dev.tidemill.server.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tidemill demo}. */
@Command(
    name = "demo",
    header = {
      "Show the wave: an own Redis, a pool that runs, and the page, in one process.",
      "",
      "  tidemill                                       open the page and watch",
      "  tidemill demo --push-interval=1s --limiter=10/s   the original's pace",
    },
    footer =
        "Exit: 0 ok, 1 failed, 2 usage, 5 no Redis, 130 Ctrl-C, 143 SIGTERM; both save and end in"
            + " order")
final class DemoCommand implements Callable<Integer> {

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

  DemoCommand(Duties duties) {
    this.duties = duties;
  }

  @Override
  public Integer call() {
    log.apply();
    return duties.demo(
        new ServeConfig(
            redis.config(),
            pool.config(),
            http.config(),
            new ServeConfig.Begin(true, !http.noOpen),
            Explained.called(spec)));
  }
}

package dev.tidemill.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tidemill bench}. */
@Command(
    name = "bench",
    header = {
      "Measure queue, workers and pool on a Redis; what it makes there it removes again.",
      "",
      "  tidemill bench                                 all, a minute or two, on an own Redis",
      "  tidemill bench --scenario=worker-concurrent --jobs=200000",
      "  tidemill bench --json --redis-url=redis://db:6379/3",
      "",
      "  queue-add          one caller adds job after job, ten by ten fields each",
      "  queue-add-bulk     one caller adds fifty at once",
      "  worker-generic     a worker with concurrency 1 takes what was added before",
      "  worker-concurrent  the same with concurrency 100",
      "  pool               messages through a pool at full speed",
      "  turn               from the deciding message to the worker's new role",
      "  latency            from add to the start of the handler, at 1000 jobs a second",
    },
    footer = {
      "",
      "Exit: 0 ok, 1 failed, 2 usage, 5 no Redis, 130 Ctrl-C, 143 SIGTERM: what it made is removed"
    })
final class BenchCommand implements Callable<Integer> {

  @Mixin(name = "a bench")
  final BenchFlags flags = new BenchFlags();

  private final Duties duties;

  BenchCommand(Duties duties) {
    this.duties = duties;
  }

  @Override
  public Integer call() {
    return duties.bench(flags.config());
  }
}

package dev.tidemill.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** {@code tidemill run}. */
@Command(
    name = "run",
    header = {
      "Take every message of a source through the queue, then end. Killed, it goes on next time.",
      "",
      "  tidemill run --source lines:in.txt --handler lines:out.txt",
      "  tidemill run --source lines:urls.txt --handler \"exec:curl -sfK -\" --attempts=3",
      "  zcat log.gz | tidemill run --source lines:- --handler complete",
    },
    footer = {
      "",
      "Exit: 0 all done, 1 failed, 2 usage, 5 no Redis, 6 some messages failed, 130 Ctrl-C, 143"
          + " SIGTERM"
    })
final class RunCommand implements Callable<Integer> {

  @Mixin(name = "a pool")
  final PoolFlags pool = new PoolFlags();

  @Mixin(name = "b redis")
  final RedisFlags redis = new RedisFlags();

  @Mixin(name = "c log")
  final LogFlags log = new LogFlags();

  private final Duties duties;

  RunCommand(Duties duties) {
    this.duties = duties;
  }

  @Override
  public Integer call() {
    PoolConfig config = pool.config();
    if ("none".equals(config.ends().source())
        && "none".equals(config.ends().handler())
        && pool.spec != null) {
      throw new ParameterException(
          pool.spec.commandLine(),
          "Options '--source' and '--handler' are both none: nothing is left to do; name one");
    }
    log.apply();
    return duties.run(new RunConfig(redis.config(), config));
  }
}

package dev.tidemill.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tidemill doctor}. */
@Command(
    name = "doctor",
    header = {
      "Look whether Tidemill can work here, and say what to do where it cannot.",
      "",
      "  tidemill doctor",
      "  tidemill doctor --redis-url=redis://db:6379/3 --json",
    },
    footer = {"", "Exit: 0 nothing is wrong, 1 something is, 2 usage"})
final class DoctorCommand implements Callable<Integer> {

  @Mixin(name = "a doctor")
  final DoctorFlags flags = new DoctorFlags();

  @Mixin(name = "b redis")
  final RedisFlags redis = new RedisFlags();

  private final Duties duties;

  DoctorCommand(Duties duties) {
    this.duties = duties;
  }

  @Override
  public Integer call() {
    return duties.doctor(new DoctorConfig(redis.config(), flags.port, flags.json));
  }
}

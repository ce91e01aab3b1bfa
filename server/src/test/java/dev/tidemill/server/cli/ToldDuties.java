package dev.tidemill.server.cli;

import org.jspecify.annotations.Nullable;

/** Carries nothing out and remembers what it was told. */
final class ToldDuties implements Duties {
  private @Nullable ServeConfig demo;
  private @Nullable ServeConfig served;
  private @Nullable RunConfig ran;
  private @Nullable BenchConfig benched;
  private @Nullable SimulateConfig simulated;
  @Nullable CommandFailed failure;

  @Override
  public int demo(ServeConfig config) {
    demo = config;
    return answer();
  }

  @Override
  public int serve(ServeConfig config) {
    served = config;
    return answer();
  }

  @Override
  public int run(RunConfig config) {
    ran = config;
    return answer();
  }

  @Override
  public int bench(BenchConfig config) {
    benched = config;
    return answer();
  }

  @Override
  public int simulate(SimulateConfig config) {
    simulated = config;
    return answer();
  }

  @Override
  public int doctor(DoctorConfig config) {
    return answer();
  }

  private int answer() {
    if (failure != null) {
      throw failure;
    }
    return ExitCode.OK;
  }

  ServeConfig demo() {
    return told(demo);
  }

  ServeConfig served() {
    return told(served);
  }

  BenchConfig benched() {
    return told(benched);
  }

  SimulateConfig simulated() {
    return told(simulated);
  }

  RunConfig ran() {
    return told(ran);
  }

  private static <T> T told(@Nullable T config) {
    if (config == null) {
      throw new AssertionError("the command was not carried out");
    }
    return config;
  }
}

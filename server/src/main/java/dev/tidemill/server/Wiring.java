package dev.tidemill.server;

import dev.tidemill.server.cli.BenchConfig;
import dev.tidemill.server.cli.DoctorConfig;
import dev.tidemill.server.cli.Duties;
import dev.tidemill.server.cli.RunConfig;
import dev.tidemill.server.cli.ServeConfig;
import dev.tidemill.server.cli.SimulateConfig;
import dev.tidemill.server.doctor.Doctor;
import dev.tidemill.server.progress.Terminal;
import java.io.PrintWriter;

/** Puts the parts together that a command needs, and no others. */
final class Wiring implements Duties {

  private final PrintWriter out;
  private final PrintWriter err;

  Wiring(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public int demo(ServeConfig config) {
    return new ServeDuty(config, true, screen(), Stop.onSignals()).run();
  }

  @Override
  public int serve(ServeConfig config) {
    return new ServeDuty(config, false, screen(), Stop.onSignals()).run();
  }

  @Override
  public int run(RunConfig config) {
    return new RunDuty(config, screen(), Stop.onSignals()).run();
  }

  @Override
  public int bench(BenchConfig config) {
    return new BenchDuty(config, out, err, Stop.onSignals()).run();
  }

  @Override
  public int doctor(DoctorConfig config) {
    return new Doctor(config, out).run();
  }

  @Override
  public int simulate(SimulateConfig config) {
    return new SimulateDuty(config, out, System.out.charset()).run();
  }

  private Screen screen() {
    return new Screen(err, Terminal.style(System.getenv(), System.err.charset()));
  }
}

package dev.tidemill.server;

import dev.tidemill.server.cli.BenchConfig;
import dev.tidemill.server.cli.DoctorConfig;
import dev.tidemill.server.cli.Duties;
import dev.tidemill.server.cli.RunConfig;
import dev.tidemill.server.cli.ServeConfig;
import dev.tidemill.server.cli.SimulateConfig;
import dev.tidemill.server.doctor.Doctor;
import dev.tidemill.server.progress.Progress;
import dev.tidemill.server.progress.Terminal;
import java.io.PrintWriter;

/** Puts the parts together that a command needs, and no others. */
final class Wiring implements Duties {

  /** What the option of that name has set by now; {@code logback.xml} looks at it too. */
  private static final String LOG_FORMAT = "tidemill.log.format";

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
    return "json".equals(System.getProperty(LOG_FORMAT))
        ? new Screen(JsonLines.over(err), Progress.Style.PLAIN)
        : new Screen(err, Terminal.style(System.getenv(), System.err.charset()));
  }
}

package dev.tidemill.server.cli;

/** What the commands do once their options are understood; each answers the exit code. */
public interface Duties {

  /** Shows the wave: an own Redis, a pool that runs, and the page. */
  int demo(ServeConfig config);

  /** Serves the page and the routes until it is told to stop. */
  int serve(ServeConfig config);

  /** Takes a source to its end and stops. */
  int run(RunConfig config);

  /** Measures what the machine and its Redis can do. */
  int bench(BenchConfig config);

  /** Plays policies on workloads, on a simulated clock. */
  int simulate(SimulateConfig config);

  /** Looks whether all that is needed is there. */
  int doctor(DoctorConfig config);
}

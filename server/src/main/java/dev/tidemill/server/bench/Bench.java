package dev.tidemill.server.bench;

import dev.tidemill.redis.RedisUri;
import dev.tidemill.server.cli.BenchConfig;
import java.io.PrintWriter;
import java.util.function.IntSupplier;

/**
 * Runs scenarios one after the other: warm-up, measured run, and nothing of either stays.
 *
 * <p>They warm up twice, since the end of a first run is new to the JVM as well: what it compiles
 * again after it would take part in what is measured.
 */
public final class Bench {

  private static final int WARM_UPS = 2;

  private final BenchConfig config;
  private final PrintWriter out;
  private final PrintWriter err;

  /**
   * Made for one run.
   *
   * @param out gets the figures
   * @param err gets what is done at the moment
   */
  public Bench(BenchConfig config, PrintWriter out, PrintWriter err) {
    this.config = config;
    this.out = out;
    this.err = err;
  }

  /**
   * Measures.
   *
   * @param stopped the exit code once the user has asked for the end, 0 before
   * @throws dev.tidemill.server.cli.CommandFailed when a scenario is not known, what Redis holds
   *     afterwards is not what was measured, or the user has asked for the end
   */
  public void run(RedisUri redis, IntSupplier stopped) throws InterruptedException {
    var scenarios = Scenarios.named(config.scenarios());
    Report report = config.json() ? new JsonReport(out) : new TableReport(out);
    try (Ground ground = new Ground(redis, config.redis().prefix(), stopped)) {
      report.open(Surroundings.of(ground));
      for (Scenario scenario : scenarios) {
        int jobs = config.jobs() == 0 ? scenario.usualJobs() : config.jobs();
        int warmUp = scenario.warmUp(jobs);
        for (int n = 0; n < WARM_UPS; n++) {
          say("warming up %s: %d jobs", scenario, warmUp);
          scenario.run(ground, ground.queue(), warmUp);
          ground.clear();
        }
        say("measuring %s: %d jobs", scenario, jobs);
        report.tell(scenario, WARM_UPS * warmUp, scenario.run(ground, ground.queue(), jobs));
        ground.clear();
      }
    }
  }

  private void say(String text, Scenario scenario, int jobs) {
    err.println(text.formatted(scenario.name(), jobs));
    err.flush();
  }
}

package dev.tidemill.server.bench;

import java.util.Map;

/**
 * What a run took.
 *
 * @param jobs how many there were
 * @param stretch the measured part
 * @param figures what the scenario tells beside its speed, by name; may be empty
 * @param checked what was read back from Redis, for people
 */
record Measured(int jobs, Stretch stretch, Map<String, Double> figures, String checked) {

  Measured(int jobs, Stretch stretch, String checked) {
    this(jobs, stretch, Map.of(), checked);
  }

  double jobsPerSecond() {
    return jobs / stretch.seconds();
  }
}

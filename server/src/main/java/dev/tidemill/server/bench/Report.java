package dev.tidemill.server.bench;

/** Says what was measured. */
interface Report {

  /** Comes before the first. */
  void open(Surroundings surroundings);

  /** One scenario has been measured. */
  void tell(Scenario scenario, int warmUp, Measured measured);
}

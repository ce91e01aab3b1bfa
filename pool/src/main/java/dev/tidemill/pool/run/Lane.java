package dev.tidemill.pool.run;

/**
 * What the history is to be told of a worker.
 *
 * @param worker its identity
 * @param role as a lane shows it
 * @param turns how often it has turned since the last time
 */
record Lane(String worker, String role, int turns) {

  static final String RESTING = "Resting";
  static final String GONE = "Gone";
}

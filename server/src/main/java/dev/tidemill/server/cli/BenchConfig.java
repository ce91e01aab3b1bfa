package dev.tidemill.server.cli;

import java.util.List;

/**
 * What {@code bench} was told.
 *
 * @param redis where; the queues have names of their own
 * @param scenarios which, in that order; empty for all
 * @param jobs in each; 0 for as many as each usually has
 * @param json whether to write JSON instead of a table
 */
public record BenchConfig(RedisConfig redis, List<String> scenarios, int jobs, boolean json) {

  /** Keeps its own copy of the names. */
  public BenchConfig {
    scenarios = List.copyOf(scenarios);
  }
}

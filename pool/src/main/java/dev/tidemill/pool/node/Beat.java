package dev.tidemill.pool.node;

import java.time.Duration;
import java.util.List;

/**
 * What a heartbeat has told.
 *
 * @param version of the list of nodes
 * @param unbroken for how long this node has beaten without a gap
 * @param expelled who died, or cannot be heard, and whose jobs this node is to hand back: whom this
 *     beat has expelled, and whom another did that has not done it since
 * @param nodes all of them, sorted by their last beat; empty when the version was known
 * @param others how many other nodes have beaten lately
 */
public record Beat(
    String version, Duration unbroken, List<String> expelled, List<String> nodes, long others) {

  /** How often a node beats. */
  public static final Duration PERIOD = Duration.ofSeconds(2);

  /** After so long without a beat a node is dead: its workers have gone to others by the third. */
  public static final Duration SILENCE = PERIOD.multipliedBy(2);

  /** Makes its own copies. */
  public Beat {
    expelled = List.copyOf(expelled);
    nodes = List.copyOf(nodes);
  }
}

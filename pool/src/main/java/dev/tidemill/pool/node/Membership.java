package dev.tidemill.pool.node;

import java.util.List;

/**
 * What a node knows of its fleet.
 *
 * <p>Who has just come, or was not heard for too long, waits one period before it takes workers:
 * the others need as long to hear of it and let go of them.
 */
public final class Membership {

  private String version = "";
  private List<String> nodes = List.of();

  /** The version of the list of nodes that is known, empty for none. */
  public String version() {
    return version;
  }

  /** Hears a beat and answers over which nodes the workers are dealt; none while it has to wait. */
  public List<String> hear(Beat beat) {
    if (!beat.nodes().isEmpty()) {
      version = beat.version();
      nodes = beat.nodes().stream().sorted().toList();
    }
    boolean waited = beat.unbroken().compareTo(Beat.PERIOD) >= 0 || nodes.size() == 1;
    return waited ? nodes : List.of();
  }
}

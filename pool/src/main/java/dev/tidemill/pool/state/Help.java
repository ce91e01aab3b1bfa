package dev.tidemill.pool.state;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which workers do the other role's work for the time being, alike wherever it is computed.
 *
 * <p>Where the source has ended, pushers pull. Where only one node can read the source, as many of
 * its workers push as the plan has pushers: its pullers change work with the pushers of the others.
 * Never more pull than may.
 *
 * @param workers by their ids
 */
public record Help(Set<String> workers) {

  /** Makes its own copy. */
  public Help {
    workers = Set.copyOf(workers);
  }

  /**
   * Who helps.
   *
   * @param nodes over which the workers are dealt
   * @param reader the only node that can read the source, empty when all can
   * @param ended whether there is nothing more to push
   */
  public static Help of(PoolState plan, List<String> nodes, String reader, boolean ended) {
    Set<String> helping = new HashSet<>();
    Set<String> readers = Set.of();
    int free = plan.limits().maxPullers() - plan.pullers();
    if (!ended && !reader.isEmpty()) {
      readers = Deal.to(reader, plan.places(), nodes);
      free += standIns(plan, readers, helping);
    } else if (!ended) {
      return new Help(helping);
    }
    for (Seat seat : plan.seats()) {
      if (seat.role() == Role.PUSHER && !readers.contains(seat.worker()) && free-- > 0) {
        helping.add(seat.worker());
      }
    }
    return new Help(helping);
  }

  /** The reader's pullers that push for the pushers of others; answers how many. */
  private static int standIns(PoolState plan, Set<String> readers, Set<String> helping) {
    int missing = 0;
    for (Seat seat : plan.seats()) {
      missing += seat.role() == Role.PUSHER && !readers.contains(seat.worker()) ? 1 : 0;
    }
    int found = 0;
    for (Seat seat : plan.seats()) {
      if (seat.role() == Role.PULLER && readers.contains(seat.worker()) && found < missing) {
        helping.add(seat.worker());
        found++;
      }
    }
    return found;
  }
}

package dev.tidemill.pool.state;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which workers do the other role's work for the time being, alike wherever it is computed.
 *
 * <p>Where the source has ended, pushers pull. Where only one node can read the source, or is the
 * only one to push, as many of its workers push as the plan has pushers: its pullers change work
 * with the pushers of the others. That it has come to the end of the source is known to that node
 * first: those of its workers pull then for whom the others leave room. Never more pull than may.
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
   * @param ended whether there is nothing more to push, as far as the reader, or everybody, knows
   */
  public static Help of(PoolState plan, List<String> nodes, String reader, boolean ended) {
    Set<String> helping = new HashSet<>();
    int free = plan.limits().maxPullers() - plan.pullers();
    if (reader.isEmpty()) {
      if (ended) {
        pull(plan, Set.of(), false, free, helping);
      }
      return new Help(helping);
    }
    Set<String> readers = Deal.to(reader, plan.places(), nodes);
    free += standIns(plan, readers, helping);
    free = pull(plan, readers, false, free, helping);
    if (ended) {
      free = standDown(plan, free, helping, readers);
      pull(plan, readers, true, free, helping);
    }
    return new Help(helping);
  }

  /**
   * The node that has to push for all, since each pusher is on one whose source has ended: the
   * first whose own has not. Empty where a pusher has something to push, or nobody has.
   *
   * @param nodes over which the workers are dealt, in their order
   * @param ended those whose sources have ended
   */
  public static String standIn(PoolState plan, List<String> nodes, Set<String> ended) {
    String first = "";
    for (String node : nodes) {
      if (!ended.contains(node)) {
        Set<String> here = Deal.to(node, plan.places(), nodes);
        if (pushes(plan, here)) {
          return "";
        }
        first = first.isEmpty() && !here.isEmpty() ? node : first;
      }
    }
    return first;
  }

  private static boolean pushes(PoolState plan, Set<String> workers) {
    return plan.seats().stream()
        .anyMatch(seat -> seat.role() == Role.PUSHER && workers.contains(seat.worker()));
  }

  /** Has pushers pull, on the reader or elsewhere; answers how many more may. */
  private static int pull(
      PoolState plan, Set<String> readers, boolean onReader, int free, Set<String> helping) {
    int left = free;
    for (Seat seat : plan.seats()) {
      boolean there = readers.contains(seat.worker()) == onReader;
      if (seat.role() == Role.PUSHER && there && left > 0) {
        helping.add(seat.worker());
        left--;
      }
    }
    return left;
  }

  /** Has the reader's pullers pull again; answers how many more may. */
  private static int standDown(PoolState plan, int free, Set<String> helping, Set<String> readers) {
    int left = free;
    for (Seat seat : plan.seats()) {
      boolean standsIn = seat.role() == Role.PULLER && readers.contains(seat.worker());
      if (standsIn && left > 0 && helping.remove(seat.worker())) {
        left--;
      }
    }
    return left;
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

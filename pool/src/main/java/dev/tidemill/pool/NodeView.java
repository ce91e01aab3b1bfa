package dev.tidemill.pool;

import dev.tidemill.pool.state.Deal;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.Seat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * A process that runs the pool, and whom the plan has there.
 *
 * @param name the node's
 * @param places its workers by the plan
 */
public record NodeView(String name, List<Place> places) {

  /**
   * A worker's place in the plan.
   *
   * @param id the worker's
   * @param role "Pusher" or "Puller"
   * @param rests whether it was told to rest
   */
  public record Place(String id, String role, boolean rests) {}

  /** Keeps its own copy. */
  public NodeView {
    places = List.copyOf(places);
  }

  static List<NodeView> of(PoolState plan, Collection<String> nodes) {
    return nodes.stream().map(node -> of(plan, node, nodes)).toList();
  }

  private static NodeView of(PoolState plan, String node, Collection<String> nodes) {
    Set<String> ours = Deal.to(node, plan.places(), nodes);
    List<Place> places = new ArrayList<>();
    plan.seats().forEach(seat -> add(places, ours, seat, false));
    plan.resting().forEach(seat -> add(places, ours, seat, true));
    return new NodeView(node, places);
  }

  private static void add(List<Place> places, Set<String> ours, Seat seat, boolean rests) {
    if (ours.contains(seat.worker())) {
      places.add(new Place(seat.worker(), seat.role().label(), rests));
    }
  }
}

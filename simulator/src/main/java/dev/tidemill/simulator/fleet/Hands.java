package dev.tidemill.simulator.fleet;

import dev.tidemill.pool.node.Order;
import dev.tidemill.pool.state.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The workers of one process, who do what they are told. */
final class Hands {

  private record Hand(Role role, boolean rests, boolean helps) {

    /** As a worker of a pool goes by its role, its rest and its help. */
    boolean pulls(boolean nothingToPush) {
      return !rests && (role == Role.PULLER ? !helps : helps && nothingToPush);
    }

    boolean pushes(boolean nothingToPush) {
      return !rests && !nothingToPush && (role == Role.PUSHER || helps);
    }
  }

  private final Map<String, Hand> hands = new LinkedHashMap<>();

  void told(Order order) {
    switch (order) {
      case Order.Hire hire -> {
        if (hands.put(hire.worker(), new Hand(hire.role(), hire.rests(), false)) != null) {
          throw new Violation("worker " + hire.worker() + " is hired while it is there");
        }
      }
      case Order.Dismiss dismiss -> hands.remove(dismiss.worker());
      case Order.Forget forget -> hands.remove(forget.worker());
      case Order.Turn turn -> {
        if (hand(turn).role() == turn.to()) {
          throw new Violation("worker " + turn.worker() + " turns to the role that it has");
        }
        hands.computeIfPresent(
            turn.worker(), (id, hand) -> new Hand(turn.to(), hand.rests(), hand.helps()));
      }
      case Order.Rest rest ->
          hands.computeIfPresent(
              rest.worker(), (id, hand) -> new Hand(hand.role(), rest.rests(), hand.helps()));
      case Order.Help help ->
          hands.computeIfPresent(
              help.worker(), (id, hand) -> new Hand(hand.role(), hand.rests(), help.helps()));
    }
  }

  private Hand hand(Order order) {
    Hand hand = hands.get(order.worker());
    if (hand == null) {
      throw new Violation("worker " + order.worker() + " is not there and is told: " + order);
    }
    return hand;
  }

  /** Who is here. */
  List<String> all() {
    return List.copyOf(hands.keySet());
  }

  List<String> pulling(boolean nothingToPush) {
    return hands.entrySet().stream()
        .filter(hand -> hand.getValue().pulls(nothingToPush))
        .map(Map.Entry::getKey)
        .toList();
  }

  int pushing(boolean nothingToPush) {
    return (int) hands.values().stream().filter(hand -> hand.pushes(nothingToPush)).count();
  }
}

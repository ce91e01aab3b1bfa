package dev.tidemill.pool.state;

import java.util.ArrayDeque;

/**
 * Who sits where while steps are played: each role's seats in order of seniority.
 *
 * <p>A seat is a number here: one that was there at the beginning is its place in the list of
 * seats, the n-th hired since then is {@code -n}. Not thread-safe.
 */
final class Roster {

  private final ArrayDeque<Long> pushers = new ArrayDeque<>();
  private final ArrayDeque<Long> pullers = new ArrayDeque<>();
  private final TurnOrder order;
  private long hired;

  Roster(int pushers, int pullers, TurnOrder order) {
    this.order = order;
    for (long place = 0; place < pushers; place++) {
      this.pushers.add(place);
    }
    for (long place = pushers; place < pushers + pullers; place++) {
      this.pullers.add(place);
    }
  }

  int count(Role role) {
    return seats(role).size();
  }

  /**
   * Moves both counts to those given: by turning as long as one role has too many, then by hiring.
   */
  void fit(int wantedPushers, int wantedPullers) {
    turn(Role.PUSHER, count(Role.PUSHER) - wantedPushers, wantedPullers - count(Role.PULLER));
    turn(Role.PULLER, count(Role.PULLER) - wantedPullers, wantedPushers - count(Role.PUSHER));
    resize(Role.PUSHER, wantedPushers);
    resize(Role.PULLER, wantedPullers);
  }

  private void turn(Role from, int tooMany, int missing) {
    for (int n = Math.min(tooMany, missing); n > 0; n--) {
      seats(from.other()).addLast(leaving(from));
    }
  }

  private void resize(Role role, int wanted) {
    while (count(role) > wanted) {
      leaving(role);
    }
    while (count(role) < wanted) {
      hired++;
      seats(role).addLast(-hired);
    }
  }

  private long leaving(Role role) {
    return order == TurnOrder.FIFO ? seats(role).removeFirst() : seats(role).removeLast();
  }

  private ArrayDeque<Long> seats(Role role) {
    return role == Role.PUSHER ? pushers : pullers;
  }

  /** What has happened to the seats since the beginning. */
  Moves moves() {
    return new Moves(numbers(pushers), numbers(pullers), hired);
  }

  private static long[] numbers(ArrayDeque<Long> seats) {
    return seats.stream().mapToLong(Long::longValue).toArray();
  }
}

package dev.tidemill.pool.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What some steps did to the seats, whoever sat there: where each seat's worker was before, or that
 * it was hired. Moves can be put one after the other, so a million periods cost twenty such sums.
 */
final class Moves {

  private final long[] pushers;
  private final long[] pullers;
  private final long hired;

  /** Seats by role and seniority, numbered as {@link Roster} does; takes the arrays over. */
  Moves(long[] pushers, long[] pullers, long hired) {
    this.pushers = pushers;
    this.pullers = pullers;
    this.hired = hired;
  }

  /** These moves and then those. */
  Moves then(Moves next) {
    return new Moves(traced(next.pushers), traced(next.pullers), hired + next.hired);
  }

  private long[] traced(long[] later) {
    long[] traced = new long[later.length];
    for (int n = 0; n < later.length; n++) {
      traced[n] = later[n] < 0 ? later[n] - hired : seatBefore((int) later[n]);
    }
    return traced;
  }

  private long seatBefore(int place) {
    return place < pushers.length ? pushers[place] : pullers[place - pushers.length];
  }

  /**
   * These moves that many times, for moves that leave the counts as they were; times is positive.
   */
  Moves times(long times) {
    Moves half = times == 1 ? this : times(times / 2);
    if (times == 1) {
      return half;
    }
    Moves even = half.then(half);
    return times % 2 == 0 ? even : even.then(this);
  }

  /** How many workers are hired. */
  long hired() {
    return hired;
  }

  /** The seats after these moves. */
  List<Seat> of(List<Seat> before, long nextWorker) {
    Map<Long, String> names = new HashMap<>();
    for (int place = 0; place < before.size(); place++) {
      names.put((long) place, before.get(place).worker());
    }
    List<Seat> after = new ArrayList<>(pushers.length + pullers.length);
    seat(after, pushers, Role.PUSHER, names, nextWorker);
    seat(after, pullers, Role.PULLER, names, nextWorker);
    return after;
  }

  private static void seat(
      List<Seat> after, long[] numbers, Role role, Map<Long, String> names, long nextWorker) {
    for (long number : numbers) {
      String known = names.get(number);
      after.add(new Seat(known != null ? known : identity(nextWorker - number - 1), role));
    }
  }

  private static String identity(long number) {
    return (number < 10 ? "w0" : "w") + number;
  }
}

package dev.tidemill.simulator.fleet;

import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.Staircase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Each plan that is stored comes of the one before it: by the messages between the two as the table
 * has it, and by what was decided. And each message moves the stored plan as it moves the table.
 */
final class PlanCheck {

  private Table base;
  private Table now;
  private @Nullable PoolState stored;
  private @Nullable PoolState current;
  private List<String> places = List.of();
  private long placings;

  PlanCheck(Table fresh) {
    this.base = fresh;
    this.now = fresh.copy();
  }

  /** A plan was stored, read back as it stands. */
  void saved(PoolState plan, Wish wish, long count) {
    if (stored != null && plan.version() <= stored.version()) {
      throw new Violation("plan " + plan.version() + " is stored over " + stored.version());
    }
    if (plan.total() < base.total()) {
      throw new Violation(
          "a plan of " + plan.total() + " messages is stored over one of " + base.total());
    }
    base.advance(plan.total());
    if (stored != null) {
      wish.onTable().apply(base, Staircase.advance(stored, plan.total()), plan);
    }
    base.compare(plan, "stored plan " + plan.version());
    stored = plan;
    current = plan;
    place(plan);
    now = base.copy();
    counted(count);
  }

  /** So many messages are counted. */
  void counted(long count) {
    if (current != null) {
      now.advance(count);
      PoolState next = Staircase.advance(current, count);
      now.compare(next, "the plan at " + count);
      if (next.nextWorker() != current.nextWorker()
          || next.seats().size() != current.seats().size()) {
        place(next);
      }
      current = next;
    }
  }

  private void place(PoolState plan) {
    List<String> placed = plan.places();
    placings += placed.equals(places) ? 0 : 1;
    places = placed;
  }

  /** How often there were other workers than before. */
  long placings() {
    return placings;
  }

  /** The workers that have a place now. */
  List<String> places() {
    return places;
  }

  Table table() {
    return now;
  }
}

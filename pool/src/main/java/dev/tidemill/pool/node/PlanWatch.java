package dev.tidemill.pool.node;

import dev.tidemill.pool.state.PoolState;
import org.jspecify.annotations.Nullable;

/**
 * What a node knows of the stored plan.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class PlanWatch {

  /** How what Redis holds compares to what this node knows. */
  public enum Seen {
    /** This node knows it. */
    SAME,
    /** Somebody else has stored a plan: it has to be loaded, and what is counted stays counted. */
    NEWER,
    /** Redis has lost the last seconds: plan and count have to be taken as they stand. */
    SET_BACK
  }

  /**
   * What this node knew before it asked: Redis had told it, so it says no less unless it has lost
   * it.
   *
   * @param version of the stored plan
   * @param count of the messages
   */
  public record Known(long version, long count) {}

  private volatile @Nullable PoolState stored;

  /** Hears what was stored or loaded. */
  public void note(PoolState plan) {
    stored = plan;
  }

  /** Whether that very plan is the last one stored, so that it needs no storing. */
  public boolean isStored(PoolState plan) {
    return plan.equals(stored);
  }

  /** What is known before the ledger is asked. */
  public Known known(long count) {
    PoolState plan = stored;
    return new Known(plan == null ? 0 : plan.version(), count);
  }

  /** Compares with what the ledger says, and with what was known before it was asked. */
  public Seen compare(long version, long count, Known before) {
    if (count < before.count() || version < before.version()) {
      return Seen.SET_BACK;
    }
    PoolState known = stored;
    return known == null || version > known.version() ? Seen.NEWER : Seen.SAME;
  }
}

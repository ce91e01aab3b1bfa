package dev.tidemill.pool.node;

import dev.tidemill.pool.state.PoolState;
import java.util.function.UnaryOperator;

/**
 * A decision on its way into the store. It is made on the plan as it stands; where somebody else
 * has stored another one meanwhile, that is loaded and the decision made again.
 */
public final class Decision {

  private static final int TRIES = 50;

  private final UnaryOperator<PoolState> what;
  private int tries;

  /** A decision that is still to be made. */
  public Decision(UnaryOperator<PoolState> what) {
    this.what = what;
  }

  /**
   * Makes it on that plan; what comes of it is to be stored over that plan's version.
   *
   * @throws IllegalStateException when others were faster too often
   * @throws RuntimeException what the decision throws
   */
  public PoolState on(PoolState plan) {
    if (++tries > TRIES) {
      throw new IllegalStateException(
          "The pool's plan was changed by others " + TRIES + " times while it was stored");
    }
    return what.apply(plan);
  }
}

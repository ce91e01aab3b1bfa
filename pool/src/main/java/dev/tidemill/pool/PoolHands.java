package dev.tidemill.pool;

import dev.tidemill.pool.state.ByHand;
import dev.tidemill.pool.state.PoolState;
import java.time.InstantSource;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What can be done by hand to a pool that runs. Each is answered when it is stored, holds over
 * restarts, and is followed by all who follow the plan.
 *
 * <p>Each throws {@link IllegalStateException} when the pool is not running, and {@link
 * dev.tidemill.redis.RedisException} when Redis does not answer; then nothing is changed.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class PoolHands {

  /** Carries out a decision on the plan; what it is called is for the error. */
  interface Helm {
    void steer(String what, UnaryOperator<PoolState> decision);
  }

  private final Helm helm;
  private final Predicate<String> killing;
  private final InstantSource clock;

  PoolHands(Helm helm, Predicate<String> killing, InstantSource clock) {
    this.helm = helm;
    this.killing = killing;
    this.clock = clock;
  }

  /**
   * Ends the thread of a worker of this process as an accident would: what it handles goes back to
   * the queue, and two seconds later a new thread has its place.
   *
   * @return whether there was such a worker
   */
  public boolean kill(String worker) {
    return killing.test(worker);
  }

  /** Moves the plan one step towards more pushers and fewer pullers, within the limits. */
  public void stepToPushers() {
    helm.steer("step", plan -> ByHand.step(plan, true, clock.millis()));
  }

  /** Moves the plan one step towards more pullers and fewer pushers, within the limits. */
  public void stepToPullers() {
    helm.steer("step", plan -> ByHand.step(plan, false, clock.millis()));
  }

  /**
   * Has a worker change places with the one of the other role that is the next to leave it; the
   * counts stay.
   *
   * @throws IllegalArgumentException when it has no seat, or nobody can take its place
   */
  public void turn(String worker) {
    helm.steer("turn a worker of", plan -> ByHand.turn(plan, worker));
  }

  /**
   * Has a worker finish what it has and idle until it is to resume; nobody is hired for it.
   *
   * @throws IllegalArgumentException when it has no seat, or nobody could do what it does
   */
  public void rest(String worker) {
    helm.steer("rest a worker of", plan -> ByHand.rest(plan, worker));
  }

  /**
   * Gives a worker that rests a seat of its last role.
   *
   * @throws IllegalArgumentException when it does not rest
   */
  public void resume(String worker) {
    helm.steer("resume a worker of", plan -> ByHand.resume(plan, worker));
  }
}

package dev.tidemill.pool.state;

/**
 * The policy that keeps messages from waiting longer than a target, with the workers there are.
 *
 * <p>By Little's law (J. D. C. Little, <i>A Proof for the Queuing Formula L = λW</i>, Operations
 * Research 9, 1961) a message that comes behind B others, before Q pullers that settle s a second
 * each, waits B / sQ; while P pushers bring a a second each, that wait grows by the load less one.
 * In h seconds it will be
 *
 * <pre>  w(h) = B / sQ + (ρ − 1) h      with the load  ρ = aP / sQ</pre>
 *
 * <ol>
 *   <li>A decision is a step as the staircase's: one worker turns; is hired or dismissed where only
 *       one count can move. Counts never leave the limits. A fresh pool begins with all pullers and
 *       the fewest pushers.
 *   <li>Where the source tells how many messages wait there, the right number of pushers is that
 *       which makes w(10 s) the target, or the backlog three quarters of its bound where that is
 *       less; or zero, so that both sides have the same load, as long as a message waits less than
 *       a quarter of the target at the source.
 *   <li>A worker turns when that number is more than 0.7 away from what it is, and some message
 *       waits somewhere: less would come and go with chance, and nobody would gain from it.
 *   <li>Where the source cannot tell, one more pulls when the oldest message has waited more than
 *       5/4 of the target and w(5 s) is still above the target.
 *   <li>There one more pushes when the wait is under half the target, and with one puller less the
 *       load would be at most 0.8, so that no backlog can come of it. In between nobody turns.
 *   <li>Nobody is made to push when the source has ended or pushers bring nothing.
 *   <li>Steps to more pullers are at least one second apart, to more pushers three.
 *   <li>A step back comes ten seconds after the last one at the earliest. Whoever turns back was
 *       turned by a step the other way, so no worker has a role for less, whatever the turn order.
 *       Where workers got their roles otherwise (at first, by other settings, by hand), no step at
 *       all comes for as long.
 *   <li>s is the rate of settling over the pullers' busy time, and never more than it was when
 *       messages last waited all the time: then a limiter or Redis was what bounded it.
 *   <li>a is the rate of pushing when messages last waited at the source all the time; where the
 *       source cannot tell, what it is. A pusher that is held by the bound counts as none.
 * </ol>
 *
 * <p>So as long as there is more to do than the workers can, a queue of the target's length lies
 * before the pullers and none of them idles, nor does a pusher: no fixed split does that unless the
 * workers can be divided as the work is. Handlers that take longer than the thirty seconds in which
 * rates are measured are judged by the wait alone.
 */
public final class Balance {

  /** The least time between two steps towards more pushers, in milliseconds. */
  static final long RISE_MS = 3_000;

  /** The least time between two steps towards more pullers, in milliseconds. */
  static final long FALL_MS = 1_000;

  /** The least time between a step and one back, in milliseconds. */
  static final long STAY_MS = 10_000;

  private static final double LATE = 1.25;
  private static final double EARLY = 0.5;
  private static final double AHEAD_MS = 5_000;
  private static final double MOST_LOAD = 0.8;
  private static final double SHORT = 0.25;
  private static final double EDGE = 0.7;
  private static final double FULL = 0.75;

  private Balance() {}

  /** The plan that those signals make of it; the same when nothing is to be done. */
  public static PoolState decide(PoolState plan, Signals now) {
    if (plan.policy() != PolicyKind.BALANCE) {
      return plan;
    }
    if (now.atSource() >= 0) {
      return towards(rightPushers(plan, now), plan, now);
    }
    if (isLate(plan, now)) {
      return step(plan, false, now.atMs());
    }
    return isIdle(plan, now) ? step(plan, true, now.atMs()) : plan;
  }

  /** The P that makes w(h) the target or zero, while P + Q stays: a part of a worker, too. */
  private static double rightPushers(PoolState plan, Signals now) {
    int crew = plan.pushers() + plan.pullers();
    if (Double.isInfinite(now.perPuller())) {
      return crew; // whatever comes is pulled at once, as far as anybody has seen
    }
    double target = plan.settings().targetWait().toMillis();
    boolean backlog = now.expectedAtSourceMs(plan.pushers()) > SHORT * target;
    double queued = backlog ? now.perPuller() * target / 1000 : 0;
    double pulled = now.perPuller() * STAY_MS / 1000;
    double pushed = now.perPusher() * STAY_MS / 1000;
    double right = ((pulled + queued) * crew - now.waiting()) / (pulled + queued + pushed);
    double most = FULL * plan.settings().maxBacklog();
    boolean fits = most == 0 || queued * (crew - right) <= most;
    return fits ? right : (pulled * crew + most - now.waiting()) / (pulled + pushed);
  }

  private static PoolState towards(double pushers, PoolState plan, Signals now) {
    double missing = pushers - plan.pushers();
    boolean waits = now.waiting() > 0 || now.atSource() > 0;
    if (!waits || Math.abs(missing) <= EDGE || (missing > 0 && bringsNothing(now))) {
      return plan;
    }
    Wave wave = new Wave(plan.pushers(), plan.pullers(), missing > 0).moved(plan.stepLimits());
    boolean helps = missing > 0 ? wave.pushers() > plan.pushers() : wave.pullers() > plan.pullers();
    return helps ? step(plan, missing > 0, now.atMs()) : plan;
  }

  private static boolean bringsNothing(Signals now) {
    return now.sourceEnded() || now.perPusher() <= 0;
  }

  private static boolean isLate(PoolState plan, Signals now) {
    double target = plan.settings().targetWait().toMillis();
    double growth = now.load(plan.pushers(), plan.pullers()) - 1;
    double soon = now.expectedWaitMs(plan.pullers()) + growth * AHEAD_MS;
    return now.oldestWaitMs() > LATE * target && soon > target;
  }

  private static boolean isIdle(PoolState plan, Signals now) {
    double target = plan.settings().targetWait().toMillis();
    if (bringsNothing(now)) {
      return false;
    }
    Wave wave = new Wave(plan.pushers(), plan.pullers(), true).moved(plan.stepLimits());
    return now.expectedWaitMs(plan.pullers()) < EARLY * target
        && now.load(wave.pushers(), wave.pullers()) <= MOST_LOAD;
  }

  private static PoolState step(PoolState plan, boolean towardsPushers, long atMs) {
    long since = atMs - plan.steering().steppedAtMs();
    boolean back = towardsPushers != plan.pushersRising();
    long least = back ? STAY_MS : towardsPushers ? RISE_MS : FALL_MS;
    boolean tooSoon = isLess(since, least) || isLess(atMs - plan.steering().placedAtMs(), STAY_MS);
    return tooSoon ? plan : ByHand.step(plan, towardsPushers, atMs);
  }

  /** Below 0 this node's clock is behind that of another; further below, one was set back. */
  private static boolean isLess(long since, long least) {
    return since < least && since > -STAY_MS;
  }
}

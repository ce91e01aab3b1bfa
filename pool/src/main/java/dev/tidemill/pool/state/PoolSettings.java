package dev.tidemill.pool.state;

import dev.tidemill.job.RateLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a user decides about a pool's plan, at its start or while it runs.
 *
 * @param limits the most and the fewest pushers and pullers
 * @param switchEvery how many pushed messages make a switch, 1 or more
 * @param policy how the plan changes
 * @param turnOrder who leaves a role first
 * @param pushInterval how long a pusher waits between two messages; zero for no wait
 * @param targetWait how long a message is to wait at most under {@link PolicyKind#BALANCE}
 * @param limiter how many jobs of the queue may start in a window, or null for any number
 * @param maxBacklog how many messages may wait before pushers wait too; 0 for any number
 */
public record PoolSettings(
    Limits limits,
    int switchEvery,
    PolicyKind policy,
    TurnOrder turnOrder,
    Duration pushInterval,
    Duration targetWait,
    @Nullable RateLimit limiter,
    long maxBacklog) {

  /** How long a message is to wait at most, unless told otherwise. */
  public static final Duration TARGET_WAIT = Duration.ofSeconds(2);

  /** The original's: at most 10 and 10, a switch every 10 messages; the longest in a role first. */
  public static final PoolSettings DEFAULTS =
      new PoolSettings(new Limits(10, 10), 10, PolicyKind.STAIRCASE, TurnOrder.FIFO);

  /**
   * @throws IllegalArgumentException when a number or a time is out of its range or a limit does
   *     not suit the policy
   */
  public PoolSettings {
    if (switchEvery < 1) {
      throw new IllegalArgumentException(
          "A switch cannot fall due every " + switchEvery + " messages. Use 1 or more");
    }
    if (pushInterval.isNegative()) {
      throw new IllegalArgumentException("Push interval is " + pushInterval + ": give 0 or more");
    }
    if (!targetWait.isPositive()) {
      throw new IllegalArgumentException("Target wait is " + targetWait + ": give more than 0");
    }
    if (maxBacklog < 0) {
      throw new IllegalArgumentException(
          "A backlog cannot be bounded at "
              + maxBacklog
              + " messages. Use 0 for no bound, or more");
    }
    if (policy != PolicyKind.FIXED && (limits.maxPushers() < 1 || limits.maxPullers() < 1)) {
      throw new IllegalArgumentException(
          "A pool that steps needs at least 1 pusher and 1 puller, not "
              + limits.maxPushers()
              + " and "
              + limits.maxPullers()
              + ". Raise the limit or use the fixed policy");
    }
  }

  /** Without an interval or a bound, and with the target wait that holds unless told otherwise. */
  public PoolSettings(Limits limits, int switchEvery, PolicyKind policy, TurnOrder turnOrder) {
    this(limits, switchEvery, policy, turnOrder, Duration.ZERO, TARGET_WAIT, null, 0);
  }

  /** These settings with other limits. */
  public PoolSettings withLimits(Limits value) {
    return new PoolSettings(
        value, switchEvery, policy, turnOrder, pushInterval, targetWait, limiter, maxBacklog);
  }

  /** These settings with another number of messages to a switch. */
  public PoolSettings withSwitchEvery(int value) {
    return new PoolSettings(
        limits, value, policy, turnOrder, pushInterval, targetWait, limiter, maxBacklog);
  }

  /** These settings with another policy. */
  public PoolSettings withPolicy(PolicyKind value) {
    return new PoolSettings(
        limits, switchEvery, value, turnOrder, pushInterval, targetWait, limiter, maxBacklog);
  }

  /** These settings with another turn order. */
  public PoolSettings withTurnOrder(TurnOrder value) {
    return new PoolSettings(
        limits, switchEvery, policy, value, pushInterval, targetWait, limiter, maxBacklog);
  }

  /** These settings with another push interval. */
  public PoolSettings withPushInterval(Duration value) {
    return new PoolSettings(
        limits, switchEvery, policy, turnOrder, value, targetWait, limiter, maxBacklog);
  }

  /** These settings with another target wait. */
  public PoolSettings withTargetWait(Duration value) {
    return new PoolSettings(
        limits, switchEvery, policy, turnOrder, pushInterval, value, limiter, maxBacklog);
  }

  /** These settings with another limiter; null for none. */
  public PoolSettings withLimiter(@Nullable RateLimit value) {
    return new PoolSettings(
        limits, switchEvery, policy, turnOrder, pushInterval, targetWait, value, maxBacklog);
  }

  /** These settings with another bound on the backlog; 0 for none. */
  public PoolSettings withMaxBacklog(long value) {
    return new PoolSettings(
        limits, switchEvery, policy, turnOrder, pushInterval, targetWait, limiter, value);
  }

  /** What is other here than there, each as {@code "switch-every 7 instead of 10"}. */
  public List<String> otherThan(PoolSettings there) {
    Map<String, Object> ours = byName();
    List<String> others = new ArrayList<>();
    there
        .byName()
        .forEach(
            (name, value) -> {
              if (!value.equals(ours.get(name))) {
                others.add(name + " " + ours.get(name) + " instead of " + value);
              }
            });
    return others;
  }

  /** Under the names that the options of the commands have. */
  private Map<String, Object> byName() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("max-pushers", limits.maxPushers());
    all.put("max-pullers", limits.maxPullers());
    all.put("min-pushers", limits.minPushers());
    all.put("min-pullers", limits.minPullers());
    all.put("switch-every", switchEvery);
    all.put("policy", policy.name().toLowerCase(Locale.ROOT));
    all.put("turn-order", turnOrder.name().toLowerCase(Locale.ROOT));
    all.put("push-interval", pushInterval.toMillis() + " ms");
    all.put("target-wait", targetWait.toMillis() + " ms");
    all.put(
        "limiter",
        limiter == null ? "none" : limiter.max() + " in " + limiter.per().toMillis() + " ms");
    all.put("max-backlog", maxBacklog == 0 ? "none" : maxBacklog);
    return all;
  }

  /**
   * These settings at another start: what is asked for as it was last time stays as it has been
   * changed since, the rest is as asked for. Where that does not go together, all is.
   */
  PoolSettings startedWith(PoolSettings lastAsked, PoolSettings asked) {
    try {
      return new PoolSettings(
          kept(PoolSettings::limits, lastAsked, asked),
          kept(PoolSettings::switchEvery, lastAsked, asked),
          kept(PoolSettings::policy, lastAsked, asked),
          kept(PoolSettings::turnOrder, lastAsked, asked),
          kept(PoolSettings::pushInterval, lastAsked, asked),
          kept(PoolSettings::targetWait, lastAsked, asked),
          Objects.equals(asked.limiter, lastAsked.limiter) ? limiter : asked.limiter,
          kept(PoolSettings::maxBacklog, lastAsked, asked));
    } catch (IllegalArgumentException e) {
      return asked;
    }
  }

  private <T> T kept(Function<PoolSettings, T> part, PoolSettings lastAsked, PoolSettings asked) {
    return part.apply(asked).equals(part.apply(lastAsked)) ? part.apply(this) : part.apply(asked);
  }
}

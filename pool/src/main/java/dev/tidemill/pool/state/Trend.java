package dev.tidemill.pool.state;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The last seconds of a pool, and what they tell of its workers' speed.
 *
 * <p>Rates are told for one worker, over the time that workers had the role, so that a turn does
 * not blur them. How fast pullers could be is seen from their busy time; while messages wait all
 * the time it is seen as it is, and remembered as the most there is. That memory fades, a third of
 * a percent a second, so that a pool finds out when there is more. How fast pushers are is seen
 * while messages wait at the source all the time, and remembered over a minute of such time.
 * Pushers that are held by a bound on the backlog do not count as pushers: they could push, and may
 * not.
 *
 * <p><b>Threading:</b> one thread.
 */
public final class Trend {

  private static final long WINDOW_MS = 30_000;
  private static final long RECENT_MS = 3_000;
  private static final long LEAST_MS = 2_500;
  private static final long BACKLOG_MS = 100;
  private static final long LEAST_FREE_MS = 50;
  private static final double FORGOTTEN_MS = 300_000;
  private static final double EAGER_MS = 60_000;

  /**
   * The pool at one moment.
   *
   * @param atMs when, in Unix milliseconds
   * @param waiting messages that wait
   * @param active jobs that are being handled
   * @param pushed messages pushed in all
   * @param settled jobs settled in all
   * @param pushers how many push
   * @param pullers how many pull
   * @param atSource messages that wait at the source; below 0 where it cannot tell
   * @param heldMs for how long pushers were held in all, since too many messages waited
   */
  public record Look(
      long atMs,
      long waiting,
      long active,
      long pushed,
      long settled,
      int pushers,
      int pullers,
      long atSource,
      long heldMs) {

    /** For how long pushers were free to push since another look. */
    private long freeMs(Look since) {
      return Math.max(0, atMs - since.atMs - (heldMs - since.heldMs));
    }
  }

  private final Deque<Look> looks = new ArrayDeque<>();
  private long lastEmptyMs; // 1970 before that: as far back as anybody can have waited
  private double most = Double.POSITIVE_INFINITY;
  private double perPusher;
  private double eagerlyPushed;
  private double eagerMs;

  /** Takes a look in; one that is set back in time or in what is counted begins anew. */
  public void add(Look look) {
    Look last = looks.peekLast();
    if (last != null
        && (look.atMs <= last.atMs || look.pushed < last.pushed || look.settled < last.settled)) {
      looks.clear();
      last = null;
    }
    looks.addLast(look);
    while (looks.getFirst().atMs < look.atMs - WINDOW_MS) {
      looks.removeFirst();
    }
    if (look.waiting == 0) {
      lastEmptyMs = look.atMs;
    }
    rememberMost(last, look);
    rememberEager(last, look);
  }

  private void rememberMost(@Nullable Look before, Look last) {
    Sum recent = sum(last.atMs - RECENT_MS);
    if (recent.spanMs >= LEAST_MS && recent.pullerMs > 0 && recent.isBacklog()) {
      most = 1000.0 * recent.settled / recent.pullerMs;
    } else if (before != null) {
      most *= 1 + (last.atMs - before.atMs) / FORGOTTEN_MS;
    }
  }

  private void rememberEager(@Nullable Look before, Look last) {
    Sum recent = sum(last.atMs - RECENT_MS);
    if (before != null && recent.spanMs >= LEAST_MS && recent.leastAtSource > 0) {
      long span = last.freeMs(before);
      double kept = Math.max(0, 1 - span / EAGER_MS);
      eagerlyPushed = kept * eagerlyPushed + (last.pushed - before.pushed);
      eagerMs = kept * eagerMs + span * before.pushers;
    }
  }

  /**
   * How many a pusher pushes a second as long as there are any, as far as the source tells; as
   * before where all were held all the time.
   */
  private double perPusher(Sum all, long atSource) {
    if (all.freeMs >= LEAST_FREE_MS) {
      boolean known = atSource >= 0 && eagerMs > 0 && all.pushed > 0;
      double eager = known ? 1000 * eagerlyPushed / eagerMs : 0;
      perPusher = Math.max(all.perPusher(), eager);
    }
    return perPusher;
  }

  /**
   * What there is to see; null until there is enough.
   *
   * @param oldest when the next message was added, or null when none waits but those with a
   *     priority; one that was tried before, or delayed, has not waited longer than anybody has
   */
  public @Nullable Signals signals(@Nullable Instant oldest, boolean sourceEnded) {
    Look last = looks.peekLast();
    if (last == null) {
      return null;
    }
    Sum all = sum(last.atMs - WINDOW_MS);
    if (all.spanMs < LEAST_MS) {
      return null;
    }
    double perPuller = Math.min(most, all.perPuller());
    long waited =
        oldest == null
            ? Math.min((long) (1000 * last.waiting / (perPuller * last.pullers)), backlogged(last))
            : Math.clamp(last.atMs - oldest.toEpochMilli(), 0, backlogged(last));
    return new Signals(
        last.atMs,
        last.waiting,
        waited,
        perPusher(all, last.atSource),
        perPuller,
        sourceEnded,
        last.atSource);
  }

  /** For how long there have been messages waiting. */
  private long backlogged(Look last) {
    return last.atMs - lastEmptyMs;
  }

  private Sum sum(long fromMs) {
    Sum sum = new Sum();
    Look before = null;
    for (Look look : looks) {
      if (before != null && before.atMs >= fromMs) {
        sum.add(before, look);
      }
      before = look;
    }
    return sum;
  }

  /** What happened between some looks. */
  private static final class Sum {
    private long spanMs;
    private long freeMs;
    private long pushed;
    private long settled;
    private long pusherMs;
    private long pullerMs;
    private long busyMs;
    private long leastWaiting = Long.MAX_VALUE;
    private long leastAtSource = Long.MAX_VALUE;

    void add(Look from, Look to) {
      long span = to.atMs - from.atMs;
      spanMs += span;
      pushed += to.pushed - from.pushed;
      settled += to.settled - from.settled;
      freeMs += to.freeMs(from);
      pusherMs += to.freeMs(from) * from.pushers;
      pullerMs += span * from.pullers;
      busyMs += span * Math.min(from.active, from.pullers);
      leastAtSource = Math.min(leastAtSource, Math.min(from.atSource, to.atSource));
      leastWaiting = Math.min(leastWaiting, Math.min(from.waiting, to.waiting));
    }

    /** Whether more waited at each look than are just on their way to a puller. */
    boolean isBacklog() {
      return leastWaiting > 0 && leastWaiting * spanMs >= BACKLOG_MS * settled;
    }

    double perPusher() {
      return pusherMs == 0 ? 0 : 1000.0 * pushed / pusherMs;
    }

    double perPuller() {
      return busyMs == 0 ? Double.POSITIVE_INFINITY : 1000.0 * settled / busyMs;
    }
  }
}

package dev.tidemill.simulator.fleet;

import dev.tidemill.pool.node.Beat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Redis, as far as our own scripts use it. A test plays the same calls to the real scripts.
 *
 * <p>Each method is one script call: nothing happens in between.
 */
final class RedisModel {

  private record Holder(String who, long untilMs) {}

  private final LongSupplier time;
  private final Map<String, Holder> holders = new HashMap<>();
  final Ledger ledger = new Ledger();
  final Members members = new Members(ledger);
  final Plans plans = new Plans(ledger);
  final Jobs jobs = new Jobs();
  private long jumpedMs;

  /** By a clock in milliseconds that {@link #jump} sets forward or back. */
  RedisModel(LongSupplier time) {
    this.time = time;
  }

  long now() {
    return time.getAsLong() + jumpedMs;
  }

  /** Sets the clock; what has run out by then stays so. */
  void jump(long ms) {
    jumpedMs += ms;
    holders.values().removeIf(holder -> holder.untilMs() <= now());
    jobs.expire(now());
  }

  boolean isHeld(String node) {
    return holders.containsKey(node);
  }

  /** As {@code beat.lua}. */
  Beat beat(String node, String known) {
    return members.beat(node, known, now());
  }

  /** As {@code handedBack.lua}. */
  boolean handedBack(String dead) {
    return members.handedBack(dead);
  }

  /** As {@code leaveFleet.lua}. */
  boolean leave(String node) {
    return members.leave(node);
  }

  /** As {@code takeSource.lua}; answers "node number". */
  String takeSource(String node, String source) {
    return ledger.take(node, source, members);
  }

  /** As {@code leaveSource.lua}. */
  boolean leaveSource(String node, String source) {
    return ledger.leave(node, source);
  }

  /** As {@code holdNode.lua}. */
  String hold(String node, String who, long forMs, String dead) {
    Holder held = holders.get(node);
    boolean other = held != null && held.untilMs() > now() && !held.who().equals(who);
    if (held != null && other && !held.who().equals(dead)) {
      return held.who();
    }
    if (forMs == 0) {
      holders.remove(node);
    } else {
      holders.put(node, new Holder(who, now() + forMs));
    }
    return "";
  }

  /** As {@code addJobs.lua} under a ledger. */
  Push.Answer add(Push push) {
    Push.Answer refused = ledger.refusal(push);
    if (refused != null) {
      return refused;
    }
    List<String> ids = new ArrayList<>();
    push.messages().forEach(message -> ids.add(jobs.add()));
    return ledger.pushed(push, ids);
  }

  /** As {@code enterLedger.lua}. */
  long enter(String node) {
    return ledger.enter(node);
  }

  /** As {@code saveState.lua}. */
  String save(Plans.Save save) {
    return plans.save(save);
  }
}

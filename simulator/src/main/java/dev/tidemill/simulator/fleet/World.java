package dev.tidemill.simulator.fleet;

import dev.tidemill.pool.node.Beat;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.PoolStateJson;
import dev.tidemill.simulator.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Redis, the machines, and what watches over them. For one thread. */
final class World {

  static final String SOURCE = "lines";
  static final long USUAL_WAY_MS = 250;
  static final long LOCK_MS = 15_000;
  private static final long HOLD_MS = 10_000;

  final Scenario scenario;
  final Random random;
  final Timeline time = new Timeline(1_000_000_000);
  final Trace trace;
  final RedisModel redis = new RedisModel(time::nowMs);
  final PlanCheck plans;
  final SeatCheck seats = new SeatCheck(this);
  final List<Host> hosts = new ArrayList<>();
  final Map<String, Long> calls = new TreeMap<>();
  private final CountCheck counts = new CountCheck(redis);
  private final Map<String, Host> byName = new TreeMap<>();
  private @Nullable PoolState stored;
  private boolean over;
  long jumpedAt;
  long listed;

  World(Scenario scenario, Random random, boolean traced) {
    this.scenario = scenario;
    this.random = random;
    this.trace = new Trace(time, traced);
    this.plans = new PlanCheck(new Table(scenario.settings()));
    for (int n = 1; n <= scenario.nodes(); n++) {
      Host host = new Host("n%03d".formatted(n), this);
      hosts.add(host);
      byName.put(host.name, host);
    }
  }

  Host host(String name) {
    Host host = byName.get(name);
    if (host == null) {
      throw new IllegalStateException("there is no node " + name);
    }
    return host;
  }

  /** Whether the source has come to its end. */
  boolean isOver() {
    return over;
  }

  void end() {
    over = true;
  }

  /** Carries a call out. */
  <R> R carriedOut(String who, String what, Supplier<R> request) {
    calls.merge(what, 1L, Long::sum);
    R reply = request.get();
    trace.add(who, () -> what + " " + reply);
    return reply;
  }

  /** Looks whether all is as it has to be. */
  void check() {
    counts.check();
    seats.check();
  }

  Beat beat(String node, String known) {
    Beat beat = redis.beat(node, known);
    listed += beat.nodes().size();
    seats.expelled(beat.expelled());
    return beat;
  }

  /** Another process of the same machine is seen to be dead. */
  String hold(Life life) {
    String other = redis.hold(life.host.name, life.who(), HOLD_MS, "");
    return other.isEmpty() ? "" : redis.hold(life.host.name, life.who(), HOLD_MS, other);
  }

  boolean leave(String node) {
    redis.leaveSource(node, SOURCE);
    return redis.leave(node);
  }

  /** What the ledger says. */
  record Standing(long count, long version) {}

  Standing standing() {
    return new Standing(redis.ledger.count(), redis.ledger.number("version"));
  }

  /** What is stored. */
  record Loaded(@Nullable PoolState plan, long count) {}

  Loaded loaded() {
    return new Loaded(stored, redis.ledger.count());
  }

  String save(Plans.Save save, Wish wish) {
    String before = redis.plans.state;
    String answer = redis.save(save);
    String after = redis.plans.state;
    if (after != null && !after.equals(before)) {
      PoolState read = PoolStateJson.read(after);
      stored = read;
      plans.saved(read, wish, redis.ledger.count());
      seats.touch();
    }
    return answer;
  }

  Push.Answer add(Push push) {
    Push.Answer answer = redis.add(push);
    counts.added(push, answer);
    plans.counted(redis.ledger.count());
    return answer;
  }
}

package dev.tidemill.simulator.fleet;

import dev.tidemill.pool.node.Decision;
import dev.tidemill.pool.node.PlanWatch.Known;
import dev.tidemill.pool.node.PlanWatch.Seen;
import dev.tidemill.pool.state.PolicyKind;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.PoolStateJson;
import dev.tidemill.pool.state.Signals;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import java.util.function.Consumer;

/** How a process follows the stored plan and stores its own, as the pool's recorder and helm do. */
final class PlanLoop {

  private static final long TICK_MS = 250;
  private static final long AFTER_TROUBLE_MS = 200;
  private static final int TICKS_A_SAVE = 4;

  private final Life life;
  private final World world;
  private final Queue<Wish> decisions = new ArrayDeque<>();
  private long ticks;

  PlanLoop(Life life) {
    this.life = life;
    this.world = life.world;
  }

  void start() {
    life.after(TICK_MS, this::look);
  }

  /** Has something decided by hand. */
  void decide(Wish decision) {
    decisions.add(decision);
  }

  private void troubled() {
    life.after(AFTER_TROUBLE_MS, this::start);
  }

  private void look() {
    if (life.isStopping()) {
      return;
    }
    Known before = life.watch.known(life.plan().total());
    life.call("standing", world::standing, seen -> compare(seen, before), this::troubled);
  }

  private void compare(World.Standing standing, Known before) {
    Seen seen = life.watch.compare(standing.version(), standing.count(), before);
    if (seen != Seen.SET_BACK) {
      life.hear(seats -> seats.counted(standing.count()));
    }
    if (seen == Seen.SAME) {
      tell();
    } else {
      load(plan -> follow(plan, seen), this::troubled);
    }
  }

  private void follow(PoolState plan, Seen seen) {
    if (seen == Seen.SET_BACK) {
      throw new Violation(life.host.name + " believes that Redis has lost something");
    }
    life.hear(seats -> seats.adopt(plan));
    tell();
  }

  private void tell() {
    if (++ticks % TICKS_A_SAVE == 0) {
      life.call("hold", () -> world.hold(life), other -> steer(), this::troubled);
    } else {
      start();
    }
  }

  /** One stores for all that the total has moved; who is told to decide does so wherever it is. */
  private void steer() {
    if (!decisions.isEmpty()) {
      carryOut(decisions.remove());
    } else if (life.seating().isSpeaker()) {
      carryOut(byPolicy());
    } else {
      start();
    }
  }

  /** What is to be seen of the queue is drawn: whatever it is, the plan has to be right. */
  private Wish byPolicy() {
    if (life.plan().policy() != PolicyKind.BALANCE) {
      return Wish.NONE;
    }
    Random random = world.random;
    return Wish.balance(
        new Signals(
            life.host.wallMs(),
            random.nextInt(200),
            random.nextInt(5_000),
            random.nextDouble() * 5,
            random.nextInt(8) == 0 ? Double.POSITIVE_INFINITY : random.nextDouble() * 5,
            random.nextInt(8) == 0,
            random.nextInt(200) - 100));
  }

  private void carryOut(Wish wish) {
    decide(new Decision(wish.what()), wish);
  }

  private void decide(Decision decision, Wish label) {
    PoolState next = decision.on(life.plan());
    if (life.watch.isStored(next)) {
      start();
      return;
    }
    save(
        next,
        label,
        stored -> {
          life.hear(seats -> seats.adopt(stored));
          start();
        },
        () ->
            load(
                plan -> {
                  life.hear(seats -> seats.adopt(plan));
                  decide(decision, label);
                },
                this::troubled),
        this::troubled);
  }

  private void load(Consumer<PoolState> then, Runnable lost) {
    life.call(
        "load",
        world::loaded,
        loaded -> {
          PoolState stored = loaded.plan();
          PoolState plan = stored == null ? PoolState.fresh(life.plan().settings()) : stored;
          life.watch.note(plan);
          then.accept(plan);
        },
        lost);
  }

  /** Saves a plan over its version, as the pool's store does: sent again once. */
  void save(
      PoolState next, Wish label, Consumer<PoolState> kept, Runnable outdated, Runnable lost) {
    PoolState stored = next.stored(next.version() + 1, life.host.wallMs());
    String from = next.version() == 0 ? "" : Long.toString(next.version());
    Plans.Save save =
        new Plans.Save(from, stored.version(), PoolStateJson.write(stored), "", "", 0);
    Consumer<String> answer =
        said -> {
          if (said.startsWith("outdated")) {
            outdated.run();
          } else {
            life.watch.note(stored);
            kept.accept(stored);
          }
        };
    Runnable again = () -> life.call("save", () -> world.save(save, label), answer, lost);
    life.call("save", () -> world.save(save, label), answer, again);
  }
}

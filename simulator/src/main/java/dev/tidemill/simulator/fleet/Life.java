package dev.tidemill.simulator.fleet;

import dev.tidemill.pool.node.Membership;
import dev.tidemill.pool.node.Order;
import dev.tidemill.pool.node.PlanWatch;
import dev.tidemill.pool.node.Reading;
import dev.tidemill.pool.node.Seating;
import dev.tidemill.pool.state.PoolState;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One process of the fleet: the pool's machines, and what carries their effects out. */
final class Life {

  final Host host;
  final World world;
  final Membership membership = new Membership();
  final PlanWatch watch = new PlanWatch();
  final Hands hands = new Hands();
  final PushLoop pushing;
  final PullLoop pulling;
  final PlanLoop planning;
  private final BeatLoop beating;
  private final int number;
  private @Nullable Seating seating;
  private @Nullable Reading reading;
  private long counted;
  private boolean stopping;

  Life(Host host, World world, int number) {
    this.host = host;
    this.world = world;
    this.number = number;
    this.pushing = new PushLoop(this);
    this.pulling = new PullLoop(this);
    this.planning = new PlanLoop(this);
    this.beating = new BeatLoop(this);
  }

  /** What it is called as a process; its name as a node is the host's. */
  String who() {
    return "process " + number + " of " + host.name;
  }

  void start() {
    new Beginning(this).run();
  }

  /** Goes to work. */
  void open(Seating seats, Reading lease) {
    seating = seats;
    reading = lease;
    counted = seats.plan().total();
  }

  void loops() {
    beating.start();
    planning.start();
    pushing.start();
    pulling.start();
  }

  boolean isOpen() {
    return seating != null && !stopping;
  }

  boolean isStopping() {
    return stopping;
  }

  void stop() {
    if (seating == null) {
      host.ended(this);
    } else if (!stopping) {
      stopping = true;
      seating.end();
      pulling.finish();
    }
  }

  Seating seating() {
    if (seating == null) {
      throw new IllegalStateException(host.name + " has not begun");
    }
    return seating;
  }

  Reading reading() {
    if (reading == null) {
      throw new IllegalStateException(host.name + " has not begun");
    }
    return reading;
  }

  PoolState plan() {
    return seating().plan();
  }

  /** Has the seating hear something and carries out what it orders, as a crew does. */
  void hear(Function<Seating, List<Order>> event) {
    Seating seats = seating();
    seats.source(pushing.isExhausted()).forEach(this::carryOut);
    event.apply(seats).forEach(this::carryOut);
    long count = seats.plan().total();
    if (count < counted) {
      throw new Violation(host.name + " goes back from count " + counted + " to " + count);
    }
    counted = count;
  }

  private void carryOut(Order order) {
    if (!stopping) {
      world.trace.add(host.name, order::toString);
      hands.told(order);
      world.seats.touch();
    }
  }

  void after(long ms, Runnable action) {
    world.time.after(ms, () -> host.run(this, action));
  }

  /** Asks Redis. */
  <R> void call(String what, Supplier<R> request, Consumer<R> answer, Runnable lost) {
    host.link.call(
        () -> world.carriedOut(host.name, what, request),
        reply -> host.run(this, () -> answer.accept(reply)),
        () -> host.run(this, lost));
  }
}

package dev.tidemill.pool.node;

import dev.tidemill.pool.state.Change;
import dev.tidemill.pool.state.Deal;
import dev.tidemill.pool.state.Help;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.Role;
import dev.tidemill.pool.state.Seat;
import dev.tidemill.pool.state.Staircase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The plan that a node follows, and which of its workers are here.
 *
 * <p>Where the count of messages reaches the next switch the plan advances and those turn, come or
 * go whom it names. A count that is heard late never moves the plan back. Not thread-safe.
 */
public final class Seating {

  private final String node;
  private final Map<String, Role> here = new LinkedHashMap<>();
  private final Set<String> helping = new HashSet<>();
  private final List<Order> orders = new ArrayList<>();
  private PoolState plan;
  private long count;
  private List<String> nodes = List.of(); // over which the workers are dealt
  private String reader = ""; // the node that reads the source, "" for all
  private boolean exhausted; // whether there is nothing to push here
  private boolean standsIn; // whether this node pushes for all, where all can
  private long countBefore = -1; // when it was last asked whether to hear of the others' sources
  private boolean open;

  /** Begins closed: nobody is here. */
  public Seating(String node, PoolState plan) {
    this.node = node;
    this.plan = plan;
    this.count = plan.total();
  }

  /** Hires everybody that the plan has a place for on this node. */
  public List<Order> begin() {
    open = true;
    deal();
    return told();
  }

  /** Hires nobody from now on. */
  public void end() {
    open = false;
  }

  /** Hears over which nodes the workers are dealt; while this one is not among them it has none. */
  public List<Order> dealtOver(List<String> all) {
    if (!all.equals(nodes)) {
      nodes = List.copyOf(all);
      deal();
    }
    return told();
  }

  /** Hires whom this node has to have and has not, and dismisses the others. */
  private void deal() {
    if (!open) {
      return;
    }
    Set<String> ours = Deal.to(node, plan.places(), nodes);
    for (String worker : List.copyOf(here.keySet())) {
      if (!ours.contains(worker)) {
        leaves(new Order.Dismiss(worker));
      }
    }
    for (Seat place : Stream.concat(plan.seats().stream(), plan.resting().stream()).toList()) {
      if (ours.contains(place.worker()) && !here.containsKey(place.worker())) {
        here.put(place.worker(), place.role());
        orders.add(new Order.Hire(place.worker(), place.role(), plan.resting().contains(place)));
      }
    }
  }

  private void leaves(Order order) {
    here.remove(order.worker());
    helping.remove(order.worker());
    orders.add(order);
  }

  /** Hears how many messages have been pushed in all. */
  public List<Order> counted(long messages) {
    count = Math.max(count, messages);
    if (count >= plan.nextSwitchAt()) {
      follow(plan);
    }
    return told();
  }

  /** Goes over to a plan that is stored; what is counted stays counted. */
  public List<Order> adopt(PoolState stored) {
    follow(stored);
    return told();
  }

  /** Goes over to a plan and a count as Redis has them after it has lost the last seconds. */
  public List<Order> goBack(PoolState stored, long messages) {
    count = messages;
    follow(stored);
    return told();
  }

  private void follow(PoolState base) {
    PoolState next = Staircase.advance(base, count);
    List<Change> changes = Staircase.changes(plan, next);
    plan = next;
    if (open) {
      changes.forEach(this::carryOut);
      if (changes.stream().anyMatch(Seating::isOfPlaces)) {
        deal();
      }
    }
  }

  /** Whether there are other workers than before; that may move some from node to node. */
  private static boolean isOfPlaces(Change change) {
    return change instanceof Change.Hired || change instanceof Change.Dismissed;
  }

  private void carryOut(Change change) {
    switch (change) {
      case Change.Turned turned -> turn(turned.worker(), turned.to());
      case Change.Hired hired -> {
        // It is hired by the node to which it is dealt.
      }
      case Change.Dismissed gone -> leaves(new Order.Forget(gone.worker()));
      case Change.Rested rested -> rest(rested.worker(), true);
      case Change.Resumed resumed -> {
        turn(resumed.worker(), resumed.role());
        rest(resumed.worker(), false);
      }
      case Change.Stepped step -> {
        // The turns beside it are the step.
      }
      case Change.Switched switched -> {
        // It concerns the plan alone.
      }
    }
  }

  private void turn(String worker, Role to) {
    Role was = here.replace(worker, to);
    if (was != null && was != to) {
      orders.add(new Order.Turn(worker, to));
    }
  }

  private void rest(String worker, boolean rests) {
    if (here.containsKey(worker)) {
      orders.add(new Order.Rest(worker, rests));
    }
  }

  /** Hears whether there is nothing more to push here. */
  public List<Order> source(boolean ended) {
    exhausted = ended;
    return told();
  }

  /** Hears which node reads the source, where only one can. */
  public List<Order> readBy(String name) {
    reader = name;
    return told();
  }

  /**
   * Whether to hear which sources have ended, asked once a beat: nobody pushes though there is
   * something to push here, or this node pushes for all.
   */
  public boolean asksWhoHasEnded(long counted) {
    boolean still = counted == countBefore;
    countBefore = counted;
    return reader.isEmpty() && !exhausted && works() && (still || standsIn);
  }

  /** Hears on which nodes the source has ended; none where nobody asked. */
  public List<Order> ended(Set<String> there) {
    standsIn = Help.standIn(plan, nodes, there).equals(node);
    return told();
  }

  /** All orders since the last time, and who helps from now on. */
  private List<Order> told() {
    if (open) {
      shareHelp();
    }
    List<Order> told = List.copyOf(orders);
    orders.clear();
    return told;
  }

  /** Pushers that have nothing left to push pull, up to the limit on pullers. */
  private void shareHelp() {
    boolean ended = exhausted && (reader.isEmpty() || reader.equals(node));
    String pushing = reader.isEmpty() && standsIn && !exhausted ? node : reader;
    Set<String> helpers = Help.of(plan, nodes, pushing, ended).workers();
    for (String worker : here.keySet()) {
      boolean helps = helpers.contains(worker);
      if (helps ? helping.add(worker) : helping.remove(worker)) {
        orders.add(new Order.Help(worker, helps));
      }
    }
  }

  /** The plan as of all that has been counted. */
  public PoolState plan() {
    return Staircase.advance(plan, count);
  }

  /** The count at which the plan changes next. */
  public long nextSwitchAt() {
    return plan.nextSwitchAt();
  }

  /** Whether it is this node that decides for all and writes down what becomes of the plan. */
  public boolean isSpeaker() {
    if (nodes.contains(reader)) {
      return reader.equals(node); // it knows whether the source has ended
    }
    return !nodes.isEmpty() && nodes.getFirst().equals(node);
  }

  /** Whether anybody works here. */
  public boolean works() {
    return plan.seats().stream().anyMatch(seat -> here.containsKey(seat.worker()));
  }

  /** The nodes over which the workers are dealt. */
  public List<String> nodes() {
    return nodes;
  }

  /** The role of a worker that is here, else null. */
  public @Nullable Role role(String worker) {
    return here.get(worker);
  }
}

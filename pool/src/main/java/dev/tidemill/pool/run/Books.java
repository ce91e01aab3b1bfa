package dev.tidemill.pool.run;

import dev.tidemill.pool.node.PlanWatch;
import dev.tidemill.pool.state.Finding;
import dev.tidemill.pool.state.PoolSettings;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.store.Fleet;
import dev.tidemill.pool.store.HistoryEntry.Kind;
import dev.tidemill.pool.store.HistoryStore;
import dev.tidemill.pool.store.Holder;
import dev.tidemill.pool.store.PoolKeys;
import dev.tidemill.pool.store.Saved;
import dev.tidemill.pool.store.StateStore;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.redis.SharedConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a pool keeps in Redis beside its queue: the plan, its copy for the original program, and the
 * history.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class Books implements AutoCloseable {

  private static final String LIFE = UUID.randomUUID().toString().substring(0, 8);

  private final SharedConnection connection;
  private final StateStore plans;
  private final HistoryStore history;
  private final Chronicle chronicle;
  private final Findings findings;
  private final Holder holder;
  private final Fleet fleet;
  private final InstantSource clock;
  private final PlanWatch watch = new PlanWatch();

  /** Connects on first use; the node is this process's name. */
  public Books(QueueOptions queue, String node, InstantSource clock) {
    PoolKeys keys = new PoolKeys(queue.prefix(), queue.name());
    this.connection = new SharedConnection(queue.redis(), "");
    this.plans = new StateStore(connection, keys, clock);
    this.history = new HistoryStore(connection, keys);
    this.chronicle = new Chronicle(history, node, clock);
    this.findings = new Findings(queue.prefix() + ":" + queue.name());
    long pid = ProcessHandle.current().pid();
    this.holder = new Holder(connection, keys.holder(node), node, pid, LIFE);
    this.fleet = new Fleet(connection, keys, node);
    this.clock = clock;
  }

  /** The clock of all that is stored. */
  InstantSource clock() {
    return clock;
  }

  /** Which process is this node. */
  public Holder holder() {
    return holder;
  }

  /** The nodes that run the pool. */
  public Fleet fleet() {
    return fleet;
  }

  /**
   * Looks before a start writes anything.
   *
   * @throws dev.tidemill.pool.state.NewerState when a newer release stored the plan
   * @throws dev.tidemill.redis.RedisException when Redis does not answer
   */
  public void examine() {
    findings.begin();
    plans.examine(findings::found);
  }

  /** What was not as it should be. */
  public Findings findings() {
    return findings;
  }

  /**
   * The plan to begin with, stored: the last one, repaired, taken over, or fresh. Where other nodes
   * run the pool it is theirs, whatever this one was told.
   *
   * @param unfinished jobs in the queue that have not ended
   */
  PoolState begin(Orders.Plan orders, boolean others, long unfinished) {
    while (true) {
      PoolState running = others ? plans.stored() : null;
      PoolState plan =
          running == null
              ? noted(plans.restore(orders.settings(), unfinished, findings::found))
              : join(running, orders.settings());
      PoolState stored = save(orders.due().apply(plan));
      if (stored != null) {
        return stored;
      }
    }
  }

  private PoolState join(PoolState running, PoolSettings asked) {
    List<String> others = running.settings().otherThan(asked);
    if (!others.isEmpty()) {
      findings.found(
          new Finding(
              Finding.Code.OTHER_SETTINGS,
              "Other nodes run it with " + String.join(", ", others),
              "this one joins them, and its own settings are left aside"));
    }
    return noted(running);
  }

  /**
   * The plan that a start would begin with; stores nothing.
   *
   * @throws dev.tidemill.redis.RedisException when Redis does not answer
   */
  public PoolState peek(PoolSettings settings) {
    return plans.preview(settings);
  }

  /** The plan that is stored; where it cannot be read the one that is followed, stored again. */
  PoolState load(PoolState followed) {
    return noted(plans.storedOr(followed, findings::found));
  }

  /** The plan that is stored, or a fresh one where Redis has forgotten it. */
  PoolState loadForgotten(PoolSettings settings) {
    PoolState stored = plans.stored();
    return noted(stored == null ? PoolState.fresh(settings) : stored);
  }

  /**
   * Stores a plan and, where no others work on the queue, its copy; null when somebody else has
   * stored another one meanwhile.
   */
  @Nullable PoolState save(PoolState plan) {
    if (watch.isStored(plan)) {
      return plan;
    }
    boolean copies = !findings.isSo(Finding.Code.OTHER_CONSUMER);
    return switch (copies ? plans.saveAndCopy(plan) : plans.save(plan)) {
      case Saved.Kept saved -> {
        tell(saved);
        yield noted(saved.state());
      }
      case Saved.Outdated outdated -> null;
    };
  }

  private PoolState noted(PoolState stored) {
    watch.note(stored);
    return stored;
  }

  private void tell(Saved.Kept saved) {
    if (saved.putAside()) {
      findings.found(plans.putAside(saved.state()));
    }
    if (saved.copy() == Saved.Copy.FOREIGN) {
      findings.alert(
          new Finding(
              Finding.Code.COPY_FOREIGN,
              "Another program has written systemState",
              "it is left alone, ours goes on without a copy, and the next start goes on from it"));
    } else if (saved.copy() == Saved.Copy.WRITTEN) {
      findings.over(Finding.Code.COPY_FOREIGN);
    }
  }

  /** Whether what is asked now has a prospect of an answer; found out within about that time. */
  boolean answerWithin(Duration patience) {
    return connection.answersWithin(patience);
  }

  /** The plan that was stored or loaded last. */
  PlanWatch watch() {
    return watch;
  }

  /**
   * The text under the original program's key, or null when there is none.
   *
   * @throws dev.tidemill.redis.RedisException when Redis does not answer
   */
  public @Nullable String systemState() {
    return plans.systemState();
  }

  /** What has happened in the pool. */
  public HistoryStore history() {
    return history;
  }

  /** Writes into it. */
  Chronicle chronicle() {
    return chronicle;
  }

  /** Writes down that a node has joined the fleet, left it, or been found dead. */
  void fleetChanged(Kind kind, String node) {
    chronicle.fleetChanged(kind, node);
  }

  /** Ends the connection. */
  @Override
  public void close() {
    connection.close();
  }
}

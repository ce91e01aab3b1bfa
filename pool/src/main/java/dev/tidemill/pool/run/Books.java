package dev.tidemill.pool.run;

import dev.tidemill.job.JobCounts;
import dev.tidemill.pool.state.Change;
import dev.tidemill.pool.state.PoolSettings;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.Role;
import dev.tidemill.pool.state.Staircase;
import dev.tidemill.pool.store.Fleet;
import dev.tidemill.pool.store.HistoryEntry.Draft;
import dev.tidemill.pool.store.HistoryEntry.Kind;
import dev.tidemill.pool.store.HistoryStore;
import dev.tidemill.pool.store.Holder;
import dev.tidemill.pool.store.PoolKeys;
import dev.tidemill.pool.store.Saved;
import dev.tidemill.pool.store.StateStore;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.redis.SharedConnection;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pool keeps in Redis beside its queue: the plan, its copy for the original program, and the
 * history.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class Books implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Books.class.getName());

  private final SharedConnection connection;
  private final StateStore plans;
  private final HistoryStore history;
  private final Holder holder;
  private final Fleet fleet;
  private final InstantSource clock;
  private volatile long version;
  private volatile @Nullable PoolState kept;
  private volatile boolean foreign;

  /** Connects on first use; the node is this process's name. */
  public Books(QueueOptions queue, String node, InstantSource clock) {
    PoolKeys keys = new PoolKeys(queue.prefix(), queue.name());
    this.connection = new SharedConnection(queue.redis(), "");
    this.plans = new StateStore(connection, keys, clock);
    this.history = new HistoryStore(connection, keys);
    this.holder = new Holder(connection, keys.holder(node), node, ProcessHandle.current().pid());
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
  Fleet fleet() {
    return fleet;
  }

  /**
   * The plan to begin with, stored: the last one, repaired, taken over, or fresh. Where other nodes
   * run the pool it is theirs, whatever this one was told.
   */
  PoolState begin(Orders.Plan orders, boolean others) {
    while (true) {
      PoolState plan = others ? join(orders.settings()) : noted(plans.restore(orders.settings()));
      PoolState stored = save(orders.due().apply(plan));
      if (stored != null) {
        return stored;
      }
    }
  }

  private PoolState join(PoolSettings settings) {
    PoolState running = plans.stored();
    if (running == null) {
      return noted(plans.restore(settings));
    }
    if (!running.settings().equals(settings)) {
      LOG.log(
          Level.WARNING,
          "Other nodes run this pool with {0}: this one joins them, and its own settings are left"
              + " aside",
          running.settings());
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

  /** The plan that is stored, or a fresh one when there is none. */
  PoolState load(PoolSettings settings) {
    PoolState stored = plans.stored();
    return noted(stored == null ? PoolState.fresh(settings) : stored);
  }

  /** Stores a plan and its copy; null when somebody else has stored another one meanwhile. */
  @Nullable PoolState save(PoolState plan) {
    PoolState last = kept;
    if (last != null && plan.equals(last)) {
      return plan;
    }
    return switch (plans.saveAndCopy(plan)) {
      case Saved.Kept saved -> {
        tell(saved.copy());
        yield noted(saved.state());
      }
      case Saved.Outdated outdated -> null;
    };
  }

  private PoolState noted(PoolState stored) {
    version = stored.version();
    kept = stored;
    return stored;
  }

  private void tell(Saved.Copy copy) {
    boolean now = copy == Saved.Copy.FOREIGN;
    if (now && !foreign) {
      LOG.log(
          Level.WARNING,
          "Another program has written systemState: it is left alone, ours goes on without a copy");
    }
    foreign = now;
  }

  /** The version of the plan that was stored or loaded last. */
  long version() {
    return version;
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

  /** Writes down how the plan stands, with the settings in force. */
  void note(Kind kind, PoolState plan) {
    history.append(List.of(new Draft(kind, PlanJson.of(plan))));
  }

  /** Writes down that this node begins: the pool, or to work on it with others. */
  void comes(List<String> nodes, PoolState plan) {
    if (nodes.size() == 1) {
      note(Kind.START, plan);
    } else {
      fleetChanged(Kind.JOIN, fleet.node());
    }
  }

  /** Writes down that this node ends, and with the last one the pool. */
  void goes(List<String> nodes, PoolState plan) {
    if (nodes.size() == 1) {
      note(Kind.STOP, plan);
    } else {
      fleetChanged(Kind.LEAVE, fleet.node());
    }
  }

  /** Writes down that a node has joined the fleet, left it, or been found dead. */
  void fleetChanged(Kind kind, String node) {
    history.append(List.of(new Draft(kind, "{\"node\":\"%s\"}".formatted(node))));
  }

  /** Writes down who has turned since the last time, and how the plan has stepped. */
  void changes(List<PoolWorker> workers, PoolState from, PoolState to) {
    history.append(drafts(workers, from, to));
  }

  private static List<Draft> drafts(List<PoolWorker> workers, PoolState from, PoolState to) {
    List<Draft> drafts = new ArrayList<>();
    for (PoolWorker worker : workers) {
      int turns = worker.takeTurns();
      if (turns > 0) {
        drafts.add(
            new Draft(
                Kind.TURN,
                "{\"worker\":\"%s\",\"role\":\"%s\",\"turns\":%d}"
                    .formatted(worker.id(), worker.role().label(), turns)));
      }
    }
    for (Change change : Staircase.changes(from, to)) {
      Draft draft = draft(change);
      if (draft != null) {
        drafts.add(draft);
      }
    }
    return drafts;
  }

  private static @Nullable Draft draft(Change change) {
    return switch (change) {
      case Change.Stepped step ->
          new Draft(
              Kind.STEP,
              "{\"pushers\":%d,\"pullers\":%d,\"total\":%d}"
                  .formatted(step.pushers(), step.pullers(), step.atTotal()));
      case Change.Rested rested -> new Draft(Kind.REST, worker(rested.worker(), rested.role()));
      case Change.Resumed resumed ->
          new Draft(Kind.RESUME, worker(resumed.worker(), resumed.role()));
      case Change.Turned turned -> null; // the worker tells its turns itself
      case Change.Hired hired -> null;
      case Change.Dismissed gone -> null;
      case Change.Switched switched -> null; // the samples tell the sum
    };
  }

  private static String worker(String id, Role role) {
    return "{\"worker\":\"%s\",\"role\":\"%s\"}".formatted(id, role.label());
  }

  void sample(PoolState plan, Gauge.Reading reading) {
    JobCounts counts = reading.counts();
    String json =
        ("{\"t\":%d,\"pushers\":%d,\"pullers\":%d,\"waiting\":%d,\"active\":%d,\"delayed\":%d,"
                + "\"failed\":%d,\"pushed\":%d,\"done\":%d,\"switches\":%d,\"messageCount\":%d,"
                + "\"role\":\"%s\"}")
            .formatted(
                clock.millis(),
                plan.pushers(),
                plan.pullers(),
                counts.waiting() + counts.prioritized(),
                counts.active(),
                counts.delayed(),
                reading.standing().failed(),
                plan.total(),
                reading.standing().done(),
                plan.switches(),
                plan.messageCount(),
                plan.currentRole().label());
    history.sample(List.of(), json);
  }

  /** Ends the connection. */
  @Override
  public void close() {
    connection.close();
  }
}

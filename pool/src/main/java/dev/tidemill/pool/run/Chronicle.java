package dev.tidemill.pool.run;

import dev.tidemill.job.JobCounts;
import dev.tidemill.pool.state.Change;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.Role;
import dev.tidemill.pool.state.Staircase;
import dev.tidemill.pool.store.HistoryEntry.Draft;
import dev.tidemill.pool.store.HistoryEntry.Kind;
import dev.tidemill.pool.store.HistoryStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what happens in a pool, as one of its nodes sees it.
 *
 * <p><b>Threading:</b> any thread; {@link #changes} one thread.
 */
final class Chronicle {

  private final HistoryStore history;
  private final String node;
  private final InstantSource clock;
  private Lanes lanes = new Lanes(); // of the recorder's thread

  Chronicle(HistoryStore history, String node, InstantSource clock) {
    this.history = history;
    this.node = node;
    this.clock = clock;
  }

  /** Writes down how the plan stands, with the settings in force. */
  void note(Kind kind, PoolState plan) {
    history.append(List.of(new Draft(kind, PlanJson.of(plan))));
  }

  /** Writes down that this node begins: the pool, or to work on it with others. */
  void comes(List<String> nodes, PoolState plan) {
    lanes = new Lanes();
    if (nodes.size() == 1) {
      note(Kind.START, plan);
    } else {
      fleetChanged(Kind.JOIN, node);
    }
  }

  /** Writes down that this node ends, and with the last one the pool. */
  void goes(List<String> nodes, PoolState plan) {
    if (nodes.size() == 1) {
      note(Kind.STOP, plan);
    } else {
      fleetChanged(Kind.LEAVE, node);
    }
  }

  /** Writes down that a node has joined the fleet, left it, or been found dead. */
  void fleetChanged(Kind kind, String changed) {
    history.append(List.of(new Draft(kind, "{\"node\":\"%s\"}".formatted(changed))));
  }

  /** Writes down that a worker's thread has ended by accident. */
  void workerDied(PoolWorker worker) {
    history.append(List.of(new Draft(Kind.DEATH, worker(worker.id(), worker.role()))));
  }

  /** Writes down that a worker has its place again. */
  void workerReplaced(PoolWorker worker) {
    history.append(List.of(new Draft(Kind.RESUME, worker(worker.id(), worker.role()))));
  }

  /**
   * Writes down who has turned, was hired or is gone since the last time and who has not been told
   * of for long, as far as that is due, and how the plan has stepped. What is not taken stays due.
   *
   * @param nodes how many run the pool
   */
  void changes(List<PoolWorker> workers, int nodes, PoolState from, PoolState to) {
    long now = clock.millis();
    List<Lane> here = workers.stream().map(PoolWorker::lane).toList();
    List<Lane> due = lanes.due(here, to.places(), nodes, now);
    List<Draft> drafts = new ArrayList<>(due.stream().map(Chronicle::turn).toList());
    drafts.addAll(steps(from, to));
    history.append(drafts);
    lanes.written(due, now);
    told(workers, due);
  }

  /** Writes down what turns are not written down yet. */
  void lastTurns(List<PoolWorker> workers) {
    List<Lane> turned =
        workers.stream().map(PoolWorker::lane).filter(lane -> lane.turns() > 0).toList();
    history.append(turned.stream().map(Chronicle::turn).toList());
    told(workers, turned);
  }

  private static void told(List<PoolWorker> workers, List<Lane> lanes) {
    Map<String, Integer> turns =
        lanes.stream().collect(Collectors.toMap(Lane::worker, Lane::turns));
    workers.forEach(worker -> worker.told(turns.getOrDefault(worker.id(), 0)));
  }

  private static Draft turn(Lane lane) {
    return new Draft(
        Kind.TURN,
        "{\"worker\":\"%s\",\"role\":\"%s\",\"turns\":%d}"
            .formatted(lane.worker(), lane.role(), lane.turns()));
  }

  private static List<Draft> steps(PoolState from, PoolState to) {
    List<Draft> drafts = new ArrayList<>();
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
      case Change.Hired hired -> null; // so does the node to which it is dealt
      case Change.Dismissed gone -> null; // and the one where it was
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
}

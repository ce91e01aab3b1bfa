package dev.tidemill.pool.run;

import dev.tidemill.pool.store.HistoryStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the history knows of the roles of this node's workers. A role is told when it is a new one,
 * so at each hire, and again as long as it stays: older entries go.
 *
 * <p><b>Threading:</b> one thread.
 */
final class Lanes {

  private static final String RESTING = "Resting";

  private record Told(String role, long atMs) {}

  private final TurnPace pace = new TurnPace();
  private final Map<String, Told> told = new HashMap<>();

  /** What a lane shows of a worker. */
  static String roleOf(PoolWorker worker) {
    return worker.rests() ? RESTING : worker.role().label();
  }

  /** Whose role is to be told now; then it is taken to be. */
  List<PoolWorker> due(List<PoolWorker> workers, int places, long nowMs) {
    List<String> ids = workers.stream().map(PoolWorker::id).toList();
    pace.keepOnly(ids);
    told.keySet().retainAll(ids);
    return workers.stream().filter(worker -> isDue(worker, places, nowMs)).toList();
  }

  private boolean isDue(PoolWorker worker, int places, long nowMs) {
    String role = roleOf(worker);
    Told last = told.get(worker.id());
    boolean known = last != null && role.equals(last.role()) && !isOld(last, nowMs);
    boolean due = (worker.hasTurned() || !known) && pace.isDue(worker.id(), places, nowMs);
    if (due) {
      told.put(worker.id(), new Told(role, nowMs));
    }
    return due;
  }

  private static boolean isOld(Told last, long nowMs) {
    return nowMs - last.atMs() >= HistoryStore.TOLD_AGAIN.toMillis();
  }
}

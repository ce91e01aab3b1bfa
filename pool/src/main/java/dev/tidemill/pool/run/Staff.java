package dev.tidemill.pool.run;

import dev.tidemill.pool.state.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The workers of this node, and those that were dismissed and have not left yet.
 *
 * <p><b>Threading:</b> one thread at a time.
 */
final class Staff {

  private final Station station;
  private final Hiring hiring;
  private final Map<String, PoolWorker> workers = new LinkedHashMap<>();
  private final List<PoolWorker> dismissed = new ArrayList<>();

  Staff(Station station, Hiring hiring) {
    this.station = station;
    this.hiring = hiring;
  }

  @Nullable PoolWorker get(String id) {
    return workers.get(id);
  }

  void each(Consumer<PoolWorker> what) {
    workers.values().forEach(what);
  }

  /** Tells a worker, if it is here. */
  void tell(String id, Consumer<PoolWorker> what) {
    PoolWorker worker = workers.get(id);
    if (worker != null) {
      what.accept(worker);
    }
  }

  void hire(String id, Role role, boolean rests) {
    begin(new PoolWorker(id, role, station, hiring), rests);
  }

  /** Has another thread do all that a lost worker was told to. */
  void replace(PoolWorker lost) {
    PoolWorker next = new PoolWorker(lost.id(), lost.role(), station, hiring);
    next.help(lost.helps());
    begin(next, lost.rests());
  }

  private void begin(PoolWorker worker, boolean rests) {
    workers.put(worker.id(), worker);
    worker.rest(rests); // before it could take anything
    worker.start();
  }

  /** Whose threads have ended though nobody dismissed them. */
  List<PoolWorker> lost() {
    return workers.values().stream().filter(PoolWorker::isGone).toList();
  }

  /** Dismisses a worker whose place is elsewhere now. */
  void dismiss(String id) {
    PoolWorker worker = workers.remove(id);
    if (worker != null) {
      worker.leave();
      dismissed.removeIf(PoolWorker::isGone);
      dismissed.add(worker);
    }
  }

  /** Dismisses a worker for whom there is no place any more. */
  void forget(String id) {
    dismiss(id);
    hiring.forget(id);
  }

  /** All that are still here. */
  List<PoolWorker> everybody() {
    List<PoolWorker> everybody = new ArrayList<>(workers.values());
    everybody.addAll(dismissed);
    return everybody;
  }

  /** Whether they are gone within the time. */
  static boolean areGone(List<PoolWorker> everybody, Duration within) throws InterruptedException {
    long end = System.nanoTime() + within.toNanos();
    boolean all = true;
    for (PoolWorker worker : everybody) {
      all &= worker.isGone(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
    }
    return all;
  }
}

package dev.tidemill.pool;

import dev.tidemill.pool.run.CrewJson;
import dev.tidemill.pool.run.NodeJson;
import dev.tidemill.pool.store.Fleet;
import dev.tidemill.pool.store.NodeProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the processes that run a pool tell of themselves; each does so every two seconds.
 *
 * <p><b>Threading:</b> any thread. Redis is asked for the workers once a second at most, however
 * many ask.
 */
public final class PoolFleet {

  private static final long FRESH = Duration.ofSeconds(1).toNanos();

  private final Fleet fleet;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Map<String, String> last; // under lock: what each has told
  private long at; // under lock

  PoolFleet(Fleet fleet) {
    this.fleet = fleet;
  }

  /**
   * How long ago each process has told that it lives; two beats without a word are its death.
   *
   * @throws dev.tidemill.redis.RedisException when Redis does not answer
   */
  public Map<String, Duration> silences() {
    return fleet.silences();
  }

  /**
   * The workers of each process as of its last beat, by its name.
   *
   * @throws dev.tidemill.redis.RedisException when Redis does not answer
   */
  public Map<String, List<WorkerView>> workers() {
    Map<String, List<WorkerView>> workers = new TreeMap<>();
    told()
        .forEach(
            (node, crew) ->
                workers.put(
                    node,
                    CrewJson.read(crew).stream()
                        .map(worker -> WorkerView.of(worker, null))
                        .toList()));
    return workers;
  }

  /**
   * Which process each node is as of its last beat, by its name; one of an earlier release does not
   * tell.
   *
   * @throws dev.tidemill.redis.RedisException when Redis does not answer
   */
  public Map<String, NodeProcess> processes() {
    Map<String, NodeProcess> processes = new TreeMap<>();
    told()
        .forEach(
            (node, crew) -> {
              NodeProcess process = NodeJson.process(crew);
              if (process != null) {
                processes.put(node, process);
              }
            });
    return processes;
  }

  private Map<String, String> told() {
    lock.lock();
    try {
      Map<String, String> known = last;
      if (known == null || System.nanoTime() - at >= FRESH) {
        known = fleet.crews();
        last = known;
        at = System.nanoTime();
      }
      return known;
    } finally {
      lock.unlock();
    }
  }
}

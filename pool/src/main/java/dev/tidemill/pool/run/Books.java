package dev.tidemill.pool.run;

import dev.tidemill.pool.state.PoolSettings;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.queue.QueueOptions;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pool keeps in Redis beside its queue: the plan, its copy for the original program, and the
 * history.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class Books implements AutoCloseable {

  public Books(QueueOptions queue, InstantSource clock) {}

  PoolState begin(PoolSettings settings) {
    return PoolState.fresh(settings);
  }

  public @Nullable PoolState peek(PoolSettings settings) {
    return PoolState.fresh(settings);
  }

  PoolState load(PoolState known) {
    return known;
  }

  PoolState save(PoolState plan) {
    return plan;
  }

  long version() {
    return 0;
  }

  public @Nullable String systemState() {
    return null;
  }

  void started(PoolState plan) {}

  void stopped(PoolState plan) {}

  void changes(List<PoolWorker> workers, PoolState from, PoolState to) {}

  void sample(PoolState plan, Gauge.Reading reading) {}

  @Override
  public void close() {}
}

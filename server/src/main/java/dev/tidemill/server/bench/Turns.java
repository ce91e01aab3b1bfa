package dev.tidemill.server.bench;

import dev.tidemill.pool.Pool;
import dev.tidemill.pool.PoolView;
import dev.tidemill.pool.state.Limits;
import dev.tidemill.pool.state.PolicyKind;
import dev.tidemill.pool.state.PoolSettings;
import dev.tidemill.pool.state.TurnOrder;
import dev.tidemill.queue.QueueOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** How soon a worker is in its new role: every step of this small pool turns one round. */
record Turns() implements Scenario {

  private static final int SWITCH_EVERY = 10;
  private static final Limits LIMITS = new Limits(2, 2);

  @Override
  public String name() {
    return "turn";
  }

  @Override
  public int usualJobs() {
    return 4_000;
  }

  @Override
  public int warmUp(int jobs) {
    return Math.min(jobs, 2_000);
  }

  @Override
  public Measured run(Ground ground, QueueOptions options, int jobs) throws InterruptedException {
    TurnWatch watch = new TurnWatch(jobs, 2 * SWITCH_EVERY);
    PoolSettings settings =
        new PoolSettings(LIMITS, SWITCH_EVERY, PolicyKind.STAIRCASE, TurnOrder.FIFO);
    try (Pool pool =
        Pool.open(
            PoolAtFullSpeed.like(options)
                .source(watch)
                .handler(watch::handle)
                .settings(settings)
                .pushInterval(Duration.ofMillis(1))
                .build())) {
      Stretch stretch = ground.measure(() -> PoolAtFullSpeed.run(ground, pool));
      pool.stop();
      PoolView view = pool.view();
      ReadBack.hold("the ledger's messages done", (long) jobs, view.done());
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("turns", (double) watch.took().length);
      figures.putAll(Quantiles.millis(watch.took()));
      return new Measured(jobs, stretch, figures, jobs + " counted and done");
    }
  }
}

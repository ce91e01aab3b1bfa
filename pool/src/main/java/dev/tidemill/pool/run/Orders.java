package dev.tidemill.pool.run;

import dev.tidemill.job.JobOptions;
import dev.tidemill.pool.handler.Handler;
import dev.tidemill.pool.source.MessageSource;
import dev.tidemill.pool.state.PoolSettings;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.queue.QueueOptions;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * What a shift has to do; the options of the pool tell what each means.
 *
 * @param queue between pushers and pullers
 * @param node this process's name
 * @param work where messages come from and go to
 * @param plan how it begins
 * @param jobs how every message is treated
 * @param stopWithin how long a handler may go on at the end
 */
public record Orders(
    QueueOptions queue, String node, Work work, Plan plan, JobOptions jobs, Duration stopWithin) {

  /**
   * Where messages come from and go to.
   *
   * @param source where pushers get them
   * @param handler what pullers do with them
   */
  public record Work(MessageSource source, Handler handler) {}

  /**
   * How the plan begins.
   *
   * @param settings that are asked for
   * @param due what was decided while nobody worked
   */
  public record Plan(PoolSettings settings, UnaryOperator<PoolState> due) {}
}

package dev.tidemill.pool;

import dev.tidemill.job.JobCounts;
import dev.tidemill.pool.run.Findings;
import dev.tidemill.pool.run.Gauge;
import dev.tidemill.pool.run.PoolWorker;
import dev.tidemill.pool.run.Shift;
import dev.tidemill.pool.state.Finding;
import dev.tidemill.pool.state.Limits;
import dev.tidemill.pool.state.PoolSettings;
import dev.tidemill.pool.state.PoolState;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A pool at one moment. The first seven figures are the plan's; what the workers really do at this
 * instant is told for each.
 *
 * @param running whether it is started
 * @param pusherCount how many are to push
 * @param pullerCount how many are to pull
 * @param messageCount messages pushed since the last switch
 * @param totalMessageCount messages pushed in all
 * @param roleSwitchCount how often the active role has changed
 * @param currentRole the active role, "Pusher" or "Puller"
 * @param limits the most and the fewest pushers and pullers
 * @param switchEvery how many pushed messages make a switch
 * @param policy how the plan changes: {@code staircase}, {@code fixed} or {@code balance}
 * @param turnOrder who turns next: {@code fifo} or {@code lifo}
 * @param pushIntervalMs how long a pusher waits between two messages, in milliseconds
 * @param targetWaitMs how long a message is to wait at most under {@code balance}, in milliseconds
 * @param maxBacklog how many messages may wait before pushers wait too; 0 for any number
 * @param done messages handled well, in all
 * @param failed messages that failed for good, in all
 * @param counts the jobs of the queue by state, as of the last look, at most a second ago while it
 *     runs
 * @param redisOk whether that last look at Redis succeeded
 * @param nodes the processes that run it, each with its workers by the plan; empty when it is not
 *     running here
 * @param workers each worker of this process, in the order of the plan, then those that rest; empty
 *     when the pool is not running
 * @param restored what the last start found to be unusual and put right, and what was since
 * @param alerts what is wrong at this moment
 */
public record PoolView(
    boolean running,
    int pusherCount,
    int pullerCount,
    int messageCount,
    long totalMessageCount,
    long roleSwitchCount,
    String currentRole,
    Limits limits,
    int switchEvery,
    String policy,
    String turnOrder,
    long pushIntervalMs,
    long targetWaitMs,
    long maxBacklog,
    long done,
    long failed,
    JobCounts counts,
    boolean redisOk,
    List<NodeView> nodes,
    List<WorkerView> workers,
    List<Notice> restored,
    List<Notice> alerts) {

  /**
   * Something that is not as it should be.
   *
   * @param code for programs; the guide has them in a table
   * @param told one sentence: what was found and what was done about it
   */
  public record Notice(String code, String told) {

    static List<Notice> of(List<Finding> findings) {
      return findings.stream().map(f -> new Notice(f.code().label(), f.told())).toList();
    }
  }

  /** Keeps its own copy of the lists. */
  public PoolView {
    nodes = List.copyOf(nodes);
    workers = List.copyOf(workers);
    restored = List.copyOf(restored);
    alerts = List.copyOf(alerts);
  }

  static PoolView of(
      @Nullable Shift running,
      PoolState plan,
      Gauge.Reading reading,
      boolean redisOk,
      Findings findings) {
    PoolSettings settings = plan.settings();
    List<PoolWorker> workers = running == null ? List.of() : running.workers();
    return new PoolView(
        running != null,
        plan.pushers(),
        plan.pullers(),
        plan.messageCount(),
        plan.total(),
        plan.switches(),
        plan.currentRole().label(),
        plan.limits(),
        plan.switchEvery(),
        plan.policy().name().toLowerCase(Locale.ROOT),
        settings.turnOrder().name().toLowerCase(Locale.ROOT),
        settings.pushInterval().toMillis(),
        settings.targetWait().toMillis(),
        settings.maxBacklog(),
        reading.standing().done(),
        reading.standing().failed(),
        reading.counts(),
        redisOk,
        running == null ? List.of() : NodeView.of(plan, running.nodes()),
        workers.stream().map(WorkerView::of).toList(),
        Notice.of(findings.restored()),
        Notice.of(findings.alerts()));
  }
}

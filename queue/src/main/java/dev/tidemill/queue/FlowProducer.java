package dev.tidemill.queue;

import dev.tidemill.input.InvalidOption;
import dev.tidemill.job.AddedFlow;
import dev.tidemill.job.FlowJob;
import dev.tidemill.job.FlowNode;
import dev.tidemill.job.JobRef;
import dev.tidemill.redis.ConnectionLost;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.wire.AddFlows;
import dev.tidemill.wire.OwnNames;
import dev.tidemill.wire.ScriptRunner;
import dev.tidemill.wire.Stored;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds jobs together with the jobs that they wait for, over as many queues as they name.
 *
 * <p>A job with children starts when they have finished; what they completed with is kept with it.
 * A child's options say what its failure means for its parent. Further children may be added while
 * a job runs: as jobs of their own whose options name it as their parent.
 *
 * <p><b>Delivery:</b> a flow is added in one step, whole or not at all. Redis does nothing else
 * meanwhile, some ten microseconds a job: add what goes into the thousands in several flows.
 *
 * <p><b>Threading:</b> any thread; one call at a time, in the order of arrival.
 */
public final class FlowProducer implements AutoCloseable {

  private static final int MOST_JOBS = 128;
  private static final long MOST_CHARS = 1 << 20;

  private final KnownQueues known;
  private final SharedConnection connection;
  private final String prefix;
  private final InstantSource clock;
  private final SlotGuard slots;

  private FlowProducer(RedisUri redis, String prefix, InstantSource clock, Duration patience) {
    this.known = new KnownQueues(redis);
    this.connection = new SharedConnection(redis, "", known, patience);
    this.prefix = prefix;
    this.clock = clock;
    this.slots = new SlotGuard(connection);
  }

  /** A producer for queues under BullMQ's own prefix; connects on first use. */
  public static FlowProducer open(String redisUri) {
    return open(RedisUri.parse(redisUri), QueueOptions.DEFAULT_PREFIX);
  }

  /** A producer for queues under that prefix, where a job does not say otherwise. */
  public static FlowProducer open(RedisUri redis, String prefix) {
    return open(redis, prefix, InstantSource.system());
  }

  /** As {@link #open(RedisUri, String)} with a clock of the caller's for all that is stored. */
  public static FlowProducer open(RedisUri redis, String prefix, InstantSource clock) {
    return open(redis, prefix, clock, SharedConnection.ANY);
  }

  /** The same for callers who do not wait longer until those before them are answered. */
  public static FlowProducer open(
      RedisUri redis, String prefix, InstantSource clock, Duration patience) {
    return new FlowProducer(redis, prefix, clock, QueueSettings.checkPatience(patience));
  }

  /**
   * Adds a flow.
   *
   * <p>A job whose id is there already is not added; it becomes a child of the flow as it is, and
   * counts as finished if it has completed.
   *
   * @throws dev.tidemill.input.InvalidInput when one of the jobs cannot be added as it is; nothing
   *     is
   * @throws ParentMissing when the outermost job names a parent that is not there; nothing is added
   * @throws ParentTaken when a job that is there already is a child elsewhere; the rest of the flow
   *     is stored, and the job that was to be its parent waits until it is removed
   * @throws AddRefused when Redis refused to store one of the jobs; others are stored
   * @throws OutcomeUnknown when the reply was lost: all of the flow is stored, or nothing
   * @throws dev.tidemill.redis.NotForUs when one of its queues is not for us; nothing is added
   */
  public AddedFlow add(FlowJob flow) {
    return send(plan(List.of(flow))).getFirst();
  }

  /**
   * Adds flows in order, in calls of bounded size; each flow in one step.
   *
   * @throws dev.tidemill.input.InvalidInput when one of the jobs cannot be added as it is; nothing
   *     is
   * @throws ParentMissing as {@link #add}; flows of earlier calls are stored
   * @throws ParentTaken as {@link #add}
   * @throws AddRefused as {@link #add}
   * @throws OutcomeUnknown as {@link #add}
   */
  public List<AddedFlow> addBulk(List<FlowJob> flows) {
    List<FlowPlan> plans = new ArrayList<>();
    int from = 0;
    while (from < flows.size()) {
      int to = end(flows, from);
      plans.add(plan(flows.subList(from, to)));
      from = to;
    }
    return plans.stream().flatMap(plan -> send(plan).stream()).toList();
  }

  private FlowPlan plan(List<FlowJob> flows) {
    FlowPlan plan = new FlowPlan(flows, prefix);
    plan.nodes().forEach(node -> OwnNames.refuse(JsonCheck.checked(node.job()).options()));
    return plan;
  }

  private static int end(List<FlowJob> flows, int from) {
    int to = from;
    long jobs = 0;
    long chars = 0;
    while (to < flows.size()) {
      jobs += FlowPlan.jobs(flows.get(to));
      chars += FlowPlan.chars(flows.get(to));
      if (to > from && (jobs > MOST_JOBS || chars > MOST_CHARS)) {
        return to;
      }
      to++;
    }
    return to;
  }

  private List<AddedFlow> send(FlowPlan plan) {
    List<AddFlows.Node> nodes = plan.nodes();
    slots.check(nodes);
    known.look(nodes, connection);
    List<Stored> stored;
    try {
      stored = ScriptRunner.run(new AddFlows(nodes, clock.millis()), connection);
    } catch (ConnectionLost e) {
      if (!e.sent()) {
        throw e;
      }
      throw new OutcomeUnknown(
          "Adding a flow of %d jobs was not answered: all of it is there or nothing. Look before adding it again"
              .formatted(nodes.size()),
          e);
    }
    for (int n = 0; n < nodes.size(); n++) {
      AddFlows.Node node = nodes.get(n);
      AddAnswer.id(stored.get(n), node.job(), node.keys().prefix() + ":" + node.keys().queue());
    }
    return plan.added(stored);
  }

  /** As {@link #flow(JobRef, int, int)}, ten levels deep with twenty children of each kind. */
  public @Nullable FlowNode flow(JobRef root) {
    return flow(root, 10, 20);
  }

  /**
   * A flow as it stands, or null when there is no such job. Each job is read by itself while the
   * queues move on.
   *
   * @param depth how many levels are told, 1 for the job alone
   * @param mostChildren how many children of a job are told that completed, that are still to
   *     finish, that failed, and that failed and are ignored, so many of each
   */
  public @Nullable FlowNode flow(JobRef root, int depth, int mostChildren) {
    return flow(root, depth, mostChildren, Integer.MAX_VALUE);
  }

  /**
   * As {@link #flow(JobRef, int, int)}, but no more jobs in all than that.
   *
   * @param mostJobs 1 for the job alone
   */
  public @Nullable FlowNode flow(JobRef root, int depth, int mostChildren, int mostJobs) {
    if (depth < 1 || mostChildren < 1 || mostJobs < 1) {
      throw new InvalidOption(
          "flow of %s cannot be told %d levels deep with %d children and %d jobs: give 1 or more for each"
              .formatted(root.key(), depth, mostChildren, mostJobs));
    }
    return new FlowReader(connection, mostChildren, mostJobs).read(root, depth);
  }

  /** Ends the connection; calls under way fail. */
  @Override
  public void close() {
    connection.close();
  }
}

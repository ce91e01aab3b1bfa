package dev.tidemill.queue;

import dev.tidemill.codec.Codec;
import dev.tidemill.job.Job;
import dev.tidemill.job.JobCounts;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobState;
import dev.tidemill.job.NewJob;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.Reply;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.wire.CountJobs;
import dev.tidemill.wire.FindState;
import dev.tidemill.wire.OwnNames;
import dev.tidemill.wire.Pause;
import dev.tidemill.wire.QueueKeys;
import dev.tidemill.wire.ScriptRunner;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A queue of jobs in Redis, on the same keys as BullMQ's class of that name.
 *
 * <p><b>Threading:</b> any thread. Adds from many threads travel together, in the order in which
 * they were called.
 */
public final class Queue implements AutoCloseable {

  private final QueueOptions options;
  private final QueueKeys keys;
  private final InstantSource clock;
  private final Opening opening;
  private final SharedConnection asking;
  private final AddLine line;

  private Queue(QueueOptions options, InstantSource clock) {
    this.options = options;
    this.clock = clock;
    this.keys = new QueueKeys(options.prefix(), options.name());
    this.opening = new Opening(options, true);
    KnownQueues known = new KnownQueues(options.redis());
    this.asking =
        new SharedConnection(
            options.redis(),
            "",
            fresh -> {
              opening.greet(fresh);
              known.greet(fresh);
            },
            options.settings().patience());
    this.line = new AddLine(options, connection(), asking, known, clock);
  }

  private RedisConnection connection() {
    return new RedisConnection(options.redis(), "", opening);
  }

  /**
   * A queue; connects on first use, which then fails with {@link dev.tidemill.redis.NotForUs} when
   * the queue is not one for us.
   *
   * @throws dev.tidemill.input.InvalidName when no queue can have that name
   */
  public static Queue open(QueueOptions options) {
    return open(options, InstantSource.system());
  }

  /** As {@link #open(QueueOptions)} with a clock of the caller's for all that is stored. */
  public static Queue open(QueueOptions options, InstantSource clock) {
    return new Queue(options, clock);
  }

  /** Which queue this is. */
  public QueueOptions options() {
    return options;
  }

  /** As {@link #add(String, String, JobOptions)} with the options that most jobs have. */
  public String add(String name, String data) {
    return add(name, data, options.settings().jobDefaults());
  }

  /**
   * Adds a job and answers its id.
   *
   * @param data the payload as JSON text, stored byte for byte
   * @throws dev.tidemill.input.InvalidPayload when it is no JSON, or larger than the options allow
   * @throws dev.tidemill.input.InvalidName when a key of the queue has the id that the options name
   * @throws OutcomeUnknown when the reply was lost
   * @throws AddRefused when Redis refused to store it
   * @throws ForeignKey when a key of another type stands in the way
   * @throws ParentMissing when the job that the options name as its parent is not there
   * @throws ParentTaken when a job of that id is there and the child of another one
   * @throws dev.tidemill.redis.RedisException when it was not carried out
   */
  public String add(String name, String data, JobOptions options) {
    return line.add(JsonCheck.checked(new NewJob(name, data, options)));
  }

  /**
   * Adds any number of jobs in order, in calls of bounded size, and answers their ids.
   *
   * @throws dev.tidemill.input.InvalidPayload when one is no JSON; nothing was added
   * @throws dev.tidemill.input.InvalidName as {@link #add(String, String, JobOptions)}
   * @throws OutcomeUnknown when a reply was lost; the jobs of earlier calls are stored
   * @throws AddRefused when one could not be stored; those before it and others of its call are
   * @throws ParentMissing as {@link AddRefused}, when a parent is not there
   * @throws ParentTaken as {@link AddRefused}, when a job of that id has another parent
   */
  public List<String> addAll(List<NewJob> jobs) {
    jobs.forEach(JsonCheck::checked);
    return line.addAll(jobs);
  }

  /** As {@link #addAsync(String, String, JobOptions)} with the options that most jobs have. */
  public CompletionStage<String> addAsync(String name, String data) {
    return addAsync(name, data, options.settings().jobDefaults());
  }

  /**
   * As {@link #add(String, String, JobOptions)} without a thread that waits; every failure arrives
   * in the stage.
   *
   * <p>What one thread adds by this, {@link #addAllAsync} and {@link #add} is stored in the order
   * of the calls; {@link #addAll} may overtake what is still on its way. Closing the queue fails
   * what is on its way. There is no bound on how much that may be: wait now and then.
   *
   * <p><b>Threading:</b> the stage is completed on a virtual thread, so its actions may block.
   */
  public CompletionStage<String> addAsync(String name, String data, JobOptions options) {
    return line.hand(
        () -> List.of(JsonCheck.checked(new NewJob(name, data, options))), List::getFirst);
  }

  /** As {@link #addAll}, but as {@link #addAsync(String, String, JobOptions)}. */
  public CompletionStage<List<String>> addAllAsync(List<NewJob> jobs) {
    return line.hand(() -> jobs.stream().map(JsonCheck::checked).toList(), ids -> ids);
  }

  /** Where jobs go whose payload a codec has written. */
  AddLine line() {
    return line;
  }

  /** The same queue for payloads of a type of the user's, which the codec writes and reads. */
  public <T> TypedQueue<T> typed(Codec<T> codec) {
    return new TypedQueue<>(this, codec);
  }

  /** How many jobs are in each state. */
  public JobCounts counts() {
    return ScriptRunner.run(new CountJobs(keys), asking);
  }

  /** The state a job is in. */
  public JobState state(String id) {
    return ScriptRunner.run(new FindState(keys, id), asking);
  }

  /** A job as it stands, or null when there is none of that id. */
  public @Nullable Job job(String id) {
    if (OwnNames.contains(id)) {
      return null;
    }
    Map<String, String> fields = asking.call("HGETALL", keys.job(id)).fields();
    return fields.isEmpty() ? null : new Job(id, fields);
  }

  /**
   * What can be done to one job; there need not be one of that id.
   *
   * @throws JobMissing when there cannot be: a key of the queue itself has that name
   */
  public JobHandle handle(String id) {
    if (OwnNames.contains(id)) {
      throw new JobMissing(
          "'%s' is no job of %s but a key of the queue itself. Give the id that add answered"
              .formatted(id, keys.called()));
    }
    return new JobHandle(asking, keys, clock, id);
  }

  /**
   * The ids in a state, newest first.
   *
   * @param from the first to tell, 0 for the newest
   * @param to the last to tell, -1 for the oldest
   */
  public List<String> ids(JobState state, long from, long to) {
    String first = Long.toString(from);
    String last = Long.toString(to);
    Reply reply =
        switch (state) {
          case WAITING -> asking.call("LRANGE", keys.waiting(), first, last);
          case ACTIVE -> asking.call("LRANGE", keys.active(), first, last);
          case DELAYED -> asking.call("ZREVRANGE", keys.delayed(), first, last);
          case PRIORITIZED -> asking.call("ZREVRANGE", keys.prioritized(), first, last);
          case WAITING_CHILDREN -> asking.call("ZREVRANGE", keys.waitingChildren(), first, last);
          case COMPLETED -> asking.call("ZREVRANGE", keys.completed(), first, last);
          case FAILED -> asking.call("ZREVRANGE", keys.failed(), first, last);
          case UNKNOWN -> throw JobPages.noList(keys);
        };
    return reply.list().stream().map(Reply::text).toList();
  }

  /** Has no more jobs taken from the queue, by any client; those that are active go on. */
  public void pause() {
    paused(true);
  }

  /** Has jobs taken again. */
  public void resume() {
    paused(false);
  }

  private void paused(boolean pause) {
    long left = 1;
    while (left > 0) {
      left = ScriptRunner.run(new Pause(keys, pause), asking);
    }
  }

  /** Whether the queue is paused. */
  public boolean isPaused() {
    return asking.call("HEXISTS", keys.meta(), "paused").number() == 1;
  }

  /** What can be read about the queue's jobs. */
  public Jobs jobs() {
    return new Jobs(asking, keys);
  }

  /** Pages of its jobs, for those who look through many. */
  public JobPages pages() {
    return new JobPages(asking, keys);
  }

  /** The limits that hold for all workers of the queue together. */
  public QueueLimits limits() {
    return new QueueLimits(asking, keys);
  }

  /** What is done to the queue as a whole: emptying, cleaning up, trying again. */
  public Upkeep upkeep() {
    return new Upkeep(asking, keys, clock, this::pause);
  }

  /** Who works on the queue, and how much gets done. */
  public QueueFigures figures() {
    return new QueueFigures(asking, keys);
  }

  /** The deduplication ids that are taken. */
  public DeduplicationIds deduplication() {
    return new DeduplicationIds(asking, keys);
  }

  /** The schedulers of the queue. */
  public JobSchedulers schedulers() {
    return new JobSchedulers(asking, keys, clock, options.settings());
  }

  /** The ledger beside the queue. */
  public Ledger ledger() {
    return new Ledger(asking, this::connection, keys, clock);
  }

  /** Ends the connections; calls under way fail. */
  @Override
  public void close() {
    line.close();
    asking.close();
  }
}

package dev.tidemill.pool.run;

import dev.tidemill.job.JobOptions;
import dev.tidemill.pool.handler.Handler;
import dev.tidemill.pool.source.Opening;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.store.Fleet;
import dev.tidemill.queue.Added;
import dev.tidemill.queue.Queue;
import dev.tidemill.redis.RedisException;
import dev.tidemill.worker.JobFeed;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A pool at work, from its start to its stop.
 *
 * <p>It begins by entering the ledger, which ends every earlier life of this node, takes back the
 * jobs that such a life left behind, and repairs the plan by the ledger's count.
 *
 * <p><b>Threading:</b> begun and ended by one thread, asked by any.
 */
public final class Shift {

  private static final System.Logger LOG = System.getLogger(Shift.class.getName());
  private static final Duration HURRY = Duration.ofSeconds(2);
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private final Orders orders;
  private final Gauge gauge;
  private final Gauge.Reading before;
  private final Opening opening;
  private final JobFeed feed;
  private final PushLine line;
  private final Backpressure backpressure;
  private final Crew crew;
  private final Helm helm;
  private final Recorder recorder;
  private final Heartbeat heartbeat;
  private final Fleet fleet;
  private final Finish finish;

  private Shift(Orders orders, Books books, Gauge gauge, Hiring hiring, Begun begun) {
    this.orders = orders;
    this.gauge = gauge;
    this.before = begun.before();
    this.opening = begun.opening();
    this.feed = begun.feed();
    feed.limiter(begun.plan().settings().limiter());
    this.line =
        new PushLine(
            begun.admission(),
            orders.work().source(),
            begun.opening(),
            perMessage(orders.jobs()),
            new OnTheLine());
    this.backpressure = new Backpressure(gauge::backlog, begun.plan().settings().maxBacklog());
    Station station = station(orders.work().handler(), begun.plan().settings().pushInterval());
    this.crew = new Crew(orders.node(), begun.plan(), station, hiring);
    this.helm = new Helm(crew, books);
    this.fleet = books.fleet();
    Pilot pilot = new Pilot(gauge, new FleetSources(fleet, sourceLook()), books.clock());
    this.recorder = new Recorder(crew, helm, books, gauge, pilot);
    SourceWatch watch =
        new SourceWatch(
            fleet, begun.admission().ledger(), orders.work().source(), line.reading(), crew);
    Bulletin bulletin = new Bulletin(Task.of(orders), crew, sourceLook(), books.clock());
    this.finish = new Finish(line, watch, gauge, crew);
    this.heartbeat = new Heartbeat(books, crew, feed, watch, bulletin);
    heartbeat.hear(begun.beat());
    crew.readBy(begun.reader());
  }

  /**
   * Begins.
   *
   * @throws RedisException when Redis does not answer
   * @throws RuntimeException when source or handler cannot begin; nothing is left open
   */
  public static Shift begin(Orders orders, Queue queue, Books books, Gauge gauge, Hiring hiring) {
    Begun begun = Begun.by(orders, queue, books, gauge);
    Shift shift = new Shift(orders, books, gauge, hiring, begun);
    shift.start();
    return shift;
  }

  private Station station(Handler handler, Duration interval) {
    return new Station(
        line, feed, handler, QuickPulls.of(handler), new Pace(interval), backpressure);
  }

  private SourceLook sourceLook() {
    return new SourceLook(line, backpressure, crew);
  }

  /** What stays of a finished job is told to the feed once instead of to every job. */
  private static JobOptions perMessage(JobOptions jobs) {
    return jobs.toBuilder().removeOnComplete(null).removeOnFail(null).build();
  }

  private void start() {
    feed.standing((count, version) -> crew.counted(count));
    if (!opening.told().isEmpty()) {
      LOG.log(Level.INFO, opening.told());
    }
    crew.begin();
    recorder.start();
    heartbeat.start();
  }

  /** Hears the line and passes on what others need. */
  private final class OnTheLine implements PushLine.Listener {

    @Override
    public void added(Added added) {
      backpressure.added(added.waiting());
      crew.counted(added.count());
    }

    @Override
    public void sourceTurned() {
      crew.sourceTurned();
    }

    @Override
    public void trouble(String what, RuntimeException cause) {
      LOG.log(Level.WARNING, what + ": " + cause.getMessage());
    }
  }

  /**
   * Changes the plan, stores it and goes over to it; the crew may be with it a moment later.
   *
   * @throws RedisException when Redis does not answer; then nothing is changed
   * @throws RuntimeException what the decision throws
   */
  public void steer(UnaryOperator<PoolState> decision) {
    helm.steer(decision);
  }

  /**
   * Waits until the source has ended and the queue is empty.
   *
   * @return whether that came to pass within the time and before the end of the shift
   * @throws RuntimeException why the source ended before its end, once the queue is empty
   */
  public boolean awaitFinished(Duration atMost) throws InterruptedException {
    return finish.await(atMost);
  }

  /**
   * Ends: nothing more is pushed or claimed, what is being handled is finished or handed back, the
   * plan is stored as of the last message.
   */
  public PoolState end() {
    finish.end();
    boolean interrupted = Thread.interrupted(); // an interruption cuts no farewell short
    interrupted |= !sendAway();
    feed.close(patience());
    line.close();
    boolean answered = lastAnswersCome();
    Begun.closeEnds(orders);
    PoolState last = answered ? recorder.saveLast(HURRY) : recorder.leaveUnsaved();
    if (recorder.isSaved()) { // a Redis that is away is not waited for again: silence will do
      Begun.leave(orders.work().source(), fleet);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return last;
  }

  /** Has everybody leave; who waits for that and is interrupted hurries them: then false. */
  private boolean sendAway() {
    try {
      if (!crew.dismissAll(HURRY)) {
        line.close(); // an add that takes so long waits for Redis
        if (!handlersEnd()) {
          crew.hurry();
          crew.areGone(patience());
        }
      }
      return true;
    } catch (InterruptedException e) {
      crew.hurry();
      return false;
    }
  }

  /**
   * Waits for them as long as they may take, and no longer than Redis would take what they bring.
   */
  private boolean handlersEnd() throws InterruptedException {
    long end = System.nanoTime() + orders.stopWithin().minus(HURRY).toNanos();
    long left = 1;
    boolean gone = false;
    while (!gone && left > 0 && !gauge.isLost()) {
      left = end - System.nanoTime();
      gone = crew.areGone(Duration.ofNanos(Math.min(left, LOOK_EVERY.toNanos())));
    }
    return gone;
  }

  /** Silent Redis was waited for already. */
  private Duration patience() {
    return gauge.isLost() ? Duration.ZERO : HURRY;
  }

  /** Ends who asks Redis now and then; false when it does not answer them. */
  private boolean lastAnswersCome() {
    heartbeat.stop(); // both before either is waited for
    recorder.stop();
    Duration within = patience();
    boolean beats = heartbeat.close(within);
    return recorder.close(within) && beats;
  }

  /** Ends as a crash would: nothing is finished, handed back or stored. */
  public void abandon() {
    finish.end();
    try {
      crew.dismissAll(Duration.ZERO); // first: whoever stays would ask a closed feed without end
      feed.abandon();
      line.close();
      heartbeat.close();
      recorder.close();
      crew.hurry();
      crew.areGone(HURRY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Begun.closeEnds(orders);
  }

  /** The plan as of all that has been counted. */
  public PoolState plan() {
    return crew.plan();
  }

  /** The workers in the order of the plan. */
  public List<PoolWorker> workers() {
    return crew.workers();
  }

  /** The nodes over which the workers are dealt; empty while this one waits. */
  public List<String> nodes() {
    return crew.nodes();
  }

  /** Ends the thread of a worker as an accident would; answers whether it was here. */
  public boolean kill(String worker) {
    return crew.kill(worker);
  }

  /** How the source began. */
  public Opening opening() {
    return opening;
  }

  /** What was seen before anything was done. */
  public Gauge.Reading before() {
    return before;
  }

  /** How many were pushed here. */
  public long pushed() {
    return line.pushed();
  }

  /** Whether the source has nothing more. */
  public boolean isExhausted() {
    return line.isExhausted();
  }

  /** Why pushing has ended before its end, or null. */
  public @Nullable RuntimeException failure() {
    return line.failure();
  }

  /** How many jobs of a silent worker are waited for, when nothing else is left; else 0. */
  public long deadJobs() {
    return finish.dead().jobs();
  }

  /** At most so long until those jobs come back. */
  public Duration deadFor() {
    return finish.dead().atMost();
  }
}

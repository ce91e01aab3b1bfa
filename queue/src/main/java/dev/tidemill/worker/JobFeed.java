package dev.tidemill.worker;

import dev.tidemill.event.WorkerEvent;
import dev.tidemill.event.WorkerListener;
import dev.tidemill.job.ActiveJob;
import dev.tidemill.job.Outcome;
import dev.tidemill.job.RateLimit;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.wire.HandBack;
import dev.tidemill.wire.ScriptRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Claims jobs of a queue and settles them, many together: what every consumer here is built on.
 *
 * <p>It runs four threads: one fetches and settles, one waits at the marker, one renews locks, one
 * sweeps stalled jobs. What a job's handler does is not its business.
 *
 * <p><b>Threading:</b> any thread.
 *
 * <p><b>Delivery:</b> at least once: a job whose lock is lost is handed to somebody else as well.
 */
public final class JobFeed implements AutoCloseable {

  /** For how long Redis is waited for that may be away, beyond any deadline. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final FeedOptions options;
  private final Events events = new Events();
  private final Held held = new Held();
  private final Desk desk = new Desk();
  private final SharedConnection chores;
  private final MarkerWaiter marker;
  private final JobLine line;
  private final LockRenewer renewer;
  private final StalledJobSweeper sweeper;
  private final AtomicBoolean closed = new AtomicBoolean();

  private JobFeed(FeedOptions options) {
    this.options = options;
    this.chores = new SharedConnection(options.redis(), "", options.greeting());
    this.marker = new MarkerWaiter(options, desk, events);
    this.line = new JobLine(options, desk, held, events, marker);
    this.renewer = new LockRenewer(options, held, events, chores);
    this.sweeper = new StalledJobSweeper(options, events, chores);
  }

  /** A feed that is ready; it connects when it has something to do. */
  public static JobFeed open(FeedOptions options) {
    JobFeed feed = new JobFeed(options);
    feed.marker.start();
    feed.line.start();
    if (options.renews()) {
      feed.renewer.start();
    }
    if (options.sweeps()) {
      feed.sweeper.start();
    }
    return feed;
  }

  /** Has a listener told what happens from now on. */
  public void addListener(WorkerListener listener) {
    events.add(listener);
  }

  /** Tells the listeners something that happened to the consumer outside the feed. */
  public void tell(WorkerEvent event) {
    events.tell(event);
  }

  /** The jobs that are claimed and not settled at this moment. */
  public Collection<ActiveJob> held() {
    return List.copyOf(held.all());
  }

  /** Has a listener told what the ledger answers from now on. */
  public void standing(StandingListener listener) {
    line.standing(listener);
  }

  /** Sets how many jobs may start in a window from now on; null for any number. */
  public void limiter(@Nullable RateLimit limit) {
    line.limiter(limit);
  }

  /**
   * Asks for one job.
   *
   * @param worker whose slot it is; told to the job, empty for nobody
   */
  public Claim claim(String worker) {
    Claim claim = new Claim(desk, worker, null);
    desk.lay(null, claim);
    return claim;
  }

  /**
   * Asks for job after job, each handled on the line's own thread. The claim is answered with null
   * once it ends.
   *
   * @param worker whose slot it is; told to the jobs, empty for nobody
   * @param work what is done with the jobs
   * @param goesOn told what came of each job, on the line's thread; whether to ask for another
   */
  public Claim claimQuickly(String worker, Together work, Predicate<Outcome> goesOn) {
    Claim claim = new Claim(desk, worker, new QuickJobs.Quick(work, goesOn));
    desk.lay(null, claim);
    return claim;
  }

  /** As {@link #claim}, but answered with null when there is no job to take at the moment. */
  public Claim claimOnce(String worker) {
    Claim claim = new Claim(desk, worker, null);
    desk.layOnce(claim);
    return claim;
  }

  /** Settles a job; the answer comes when Redis has it. */
  public CompletableFuture<Settled> settle(ActiveJob job, Outcome outcome) {
    Finished finished = Finished.of(job, outcome, options.clock().millis());
    desk.lay(finished, null);
    return finished.answer();
  }

  /** Settles a job and asks for the next in the same call to Redis. */
  public Claim settleAndClaim(ActiveJob job, Outcome outcome, String worker) {
    Claim claim = new Claim(desk, worker, null);
    desk.lay(Finished.of(job, outcome, options.clock().millis()), claim);
    return claim;
  }

  /**
   * As {@link #settleAndClaim} for a consumer's only slot: the calling thread itself speaks with
   * Redis, unless somebody else does at the moment, and mostly comes back with the answer.
   */
  Claim settleAndClaimAlone(ActiveJob job, Outcome outcome, String worker) {
    Claim claim = new Claim(desk, worker, null);
    desk.layQuietly(Finished.of(job, outcome, options.clock().millis()), claim);
    line.lead(claim);
    return claim;
  }

  /**
   * Puts the jobs that this owner's earlier lives had claimed back in line, at once; answers their
   * ids.
   *
   * @throws dev.tidemill.redis.RedisException when Redis does not answer
   */
  public List<String> handBackDead() {
    HandBack call =
        new HandBack(
            options.keys(),
            options.ownerStem(),
            options.tokenStem(),
            options.ownerName(),
            List.of());
    return ScriptRunner.run(call, chores);
  }

  /**
   * Hands back the jobs of another owner, one that is dead; answers their ids.
   *
   * @throws dev.tidemill.redis.RedisException when Redis does not answer
   */
  public List<String> handBackOf(String owner) {
    return ScriptRunner.run(
        new HandBack(options.keys(), owner + ":", "", owner + "/", List.of()), chores);
  }

  /**
   * Claims nothing more, waits for what is held, hands back what is not settled by then, and ends.
   * Closing twice does nothing. A listener that closes it waits for nothing.
   */
  public void close(Duration deadline) {
    close(deadline, () -> {});
  }

  /** As {@link #close(Duration)}, and then has something done. */
  public void close(Duration deadline, Runnable afterwards) {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    if (events.isTelling()) {
      // What is waited for may be the calling thread's to do once its listener has returned.
      Thread.ofPlatform()
          .name("tidemill-closer-" + options.queue())
          .start(() -> endAfter(deadline, afterwards));
    } else {
      endAfter(deadline, afterwards);
    }
  }

  private void endAfter(Duration deadline, Runnable afterwards) {
    long end = System.nanoTime() + TimeUnit.NANOSECONDS.convert(deadline);
    events.tell(new WorkerEvent.Closing());
    desk.stopClaiming();
    try {
      held.awaitNone(Duration.ofNanos(end - System.nanoTime()));
      boolean quiet = line.awaitQuiet(GRACE); // what a call still brings is held then as well
      if (!held.awaitNone(Duration.ofNanos(end - System.nanoTime()))) {
        handBackHeld(quiet ? GRACE : Duration.ZERO); // silent Redis is not waited for again
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end();
      afterwards.run();
    }
  }

  /** From the newest claim to the oldest, so that the old order comes back. */
  private void handBackHeld(Duration within) throws InterruptedException {
    List<ActiveJob> left = new ArrayList<>(held.all());
    left.sort(Comparator.comparingLong(JobFeed::claimNumber).reversed());
    for (ActiveJob active : left) {
      desk.lay(Finished.handedBack(active, options.clock().millis()), null);
      active.loseLock(); // not before: what its handler is stopped with would be its outcome
    }
    held.awaitNone(within);
  }

  private static long claimNumber(ActiveJob active) {
    return Long.parseLong(active.token().substring(active.token().lastIndexOf(':') + 1));
  }

  /** Ends at once, as a crash would: what is held stays active until somebody hands it back. */
  public void abandon() {
    if (closed.compareAndSet(false, true)) {
      desk.stopClaiming();
      end();
    }
  }

  private void end() {
    line.close();
    desk.end();
    sweeper.stop();
    renewer.stop();
    chores.close(); // ends their calls, which a silent Redis would keep for long
    marker.close();
    sweeper.close();
    renewer.close();
    events.tell(new WorkerEvent.Closed());
  }

  /** As {@link #close(Duration)}, waiting for as long as it takes. */
  @Override
  public void close() {
    close(Duration.ofDays(365));
  }
}

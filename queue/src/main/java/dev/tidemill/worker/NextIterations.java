package dev.tidemill.worker;

import dev.tidemill.job.ActiveJob;
import dev.tidemill.job.Job;
import dev.tidemill.loop.Loop;
import dev.tidemill.loop.Patience;
import dev.tidemill.redis.ConnectionLost;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.wire.LegacyRepeat;
import dev.tidemill.wire.NextIteration;
import dev.tidemill.wire.ScriptRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The thread that makes a scheduler's next job before one of its jobs is handed to a slot. It and
 * its connection come to life with the first such job.
 *
 * <p>A job for which that fails is not handed out: it stays active and its lock runs out, so that
 * whoever finds it stalled tries again.
 */
final class NextIterations implements AutoCloseable {

  /** A job that waits for it, and who is told. */
  private record Waiting(ActiveJob active, Runnable handOut, Runnable giveUp) {}

  private final FeedOptions options;
  private final Events events;
  private final RedisConnection connection;
  private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
  private final Patience patience = new Patience();
  private final Loop loop;

  NextIterations(FeedOptions options, Events events) {
    this.options = options;
    this.events = events;
    this.connection = new RedisConnection(options.redis(), "");
    this.loop = new Loop("tidemill-scheduler-" + options.queue(), this::step, this::troubled);
  }

  private void troubled(Throwable cause) {
    events.trouble("making a scheduler's next job", cause);
  }

  /** Whether a scheduler has made the job. */
  static boolean concerns(Job job) {
    return !scheduler(job).isEmpty();
  }

  private static String scheduler(Job job) {
    return job.fields().getOrDefault("rjk", "");
  }

  /** Has one of the two done on the thread here, once the next job is made or cannot be. */
  void before(ActiveJob active, Runnable handOut, Runnable giveUp) {
    waiting.add(new Waiting(active, handOut, giveUp));
    loop.start();
  }

  private void step() throws InterruptedException {
    Waiting next = waiting.take();
    (makes(next.active()) ? next.handOut() : next.giveUp()).run();
  }

  /** Tries for as long as the job is ours and Redis only cannot be reached. */
  private boolean makes(ActiveJob active) {
    while (!patience.isOver() && !active.lockLost()) {
      try {
        make(active.job());
        patience.reset();
        return true;
      } catch (ConnectionLost e) {
        troubled(e);
        patience.pause();
      } catch (RuntimeException e) { // whatever it is, the slot must hear of it
        troubled(new IllegalStateException(words(active.job()), e));
        return false;
      }
    }
    return false;
  }

  private static String words(Job job) {
    return "The job that follows %s of scheduler %s could not be made; it is not run and stays active"
        .formatted(job.id(), scheduler(job));
  }

  private void make(Job job) {
    String scheduler = scheduler(job);
    if (LegacyRepeat.isKey(scheduler) && !isScheduler(scheduler)) {
      troubled(new IllegalStateException(LegacyRepeat.words(scheduler)));
      return;
    }
    NextIteration call = NextIteration.of(options.keys(), job, scheduler, options.clock().millis());
    if (call != null) {
      ScriptRunner.run(call, connection);
    }
  }

  private boolean isScheduler(String id) {
    return connection.call("HEXISTS", options.keys().scheduler(id), "ic").number() == 1;
  }

  @Override
  public void close() {
    loop.stop();
    patience.end();
    connection.close();
    loop.close();
    List<Waiting> left = new ArrayList<>();
    waiting.drainTo(left);
    left.forEach(one -> one.giveUp().run());
  }
}

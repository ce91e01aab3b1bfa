package dev.tidemill.worker;

import dev.tidemill.event.WorkerEvent;
import dev.tidemill.job.ActiveJob;
import dev.tidemill.loop.Loop;
import dev.tidemill.loop.Waiter;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.wire.ExtendLocks;
import dev.tidemill.wire.ScriptRunner;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The thread that renews the locks of all jobs held, four times in the life of a lock. */
final class LockRenewer implements AutoCloseable {

  private static final int MOST = 500;

  private final FeedOptions options;
  private final Held held;
  private final Events events;
  private final SharedConnection connection;
  private final Duration interval;
  private final Waiter pause = new Waiter();
  private final Loop loop;

  LockRenewer(FeedOptions options, Held held, Events events, SharedConnection connection) {
    this.options = options;
    this.held = held;
    this.events = events;
    this.connection = connection;
    this.interval = options.lock().dividedBy(4);
    this.loop =
        new Loop(
            "tidemill-renewer-" + options.queue(),
            this::step,
            e -> events.trouble("renewing locks", e));
  }

  void start() {
    loop.start();
  }

  private void step() throws InterruptedException {
    pause.await(interval);
    Map<String, ActiveJob> some = new HashMap<>();
    for (ActiveJob active : held.all()) {
      // Of a job that is held twice, under an older token too, each is asked about by itself.
      if (some.size() == MOST || some.containsKey(active.job().id())) {
        renew(some);
        some.clear();
      }
      if (!active.lockLost()) {
        some.put(active.job().id(), active);
      }
    }
    renew(some);
  }

  private void renew(Map<String, ActiveJob> some) {
    if (some.isEmpty() || loop.isStopped()) {
      return;
    }
    Map<String, String> tokens = new HashMap<>();
    some.forEach((id, active) -> tokens.put(id, active.token()));
    ExtendLocks call = new ExtendLocks(options.keys(), tokens, options.lock().toMillis());
    for (String id : ScriptRunner.run(call, connection)) {
      ActiveJob active = some.get(id);
      if (active != null && held.byToken(active.token()) != null && active.loseLock()) {
        events.tell(new WorkerEvent.LockLost(active.job()));
      }
    }
  }

  /** Has it end; a call under way may take until its connection is closed. */
  void stop() {
    loop.stop();
    pause.wake();
  }

  @Override
  public void close() {
    stop();
    loop.close();
  }
}

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
import java.util.Iterator;
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
    Iterator<ActiveJob> all = held.all().iterator();
    while (all.hasNext() && !loop.isStopped()) {
      Map<String, ActiveJob> some = new HashMap<>();
      while (all.hasNext() && some.size() < MOST) {
        ActiveJob active = all.next();
        some.put(active.job().id(), active);
      }
      renew(some);
    }
  }

  private void renew(Map<String, ActiveJob> some) {
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

  @Override
  public void close() {
    loop.stop();
    pause.wake();
    loop.close();
  }
}

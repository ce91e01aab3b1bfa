package dev.tidemill.worker;

import dev.tidemill.event.WorkerEvent;
import dev.tidemill.loop.Loop;
import dev.tidemill.loop.Waiter;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.wire.ScriptRunner;
import dev.tidemill.wire.SweepStalled;

/**
 * The thread that puts jobs of silent workers back in line, at the start and then every interval.
 * Redis lets one sweep an interval take effect, whoever asks.
 */
final class StalledJobSweeper implements AutoCloseable {

  private final FeedOptions options;
  private final Events events;
  private final SharedConnection connection;
  private final Waiter pause = new Waiter();
  private final Loop loop;

  StalledJobSweeper(FeedOptions options, Events events, SharedConnection connection) {
    this.options = options;
    this.events = events;
    this.connection = connection;
    this.loop =
        new Loop(
            "tidemill-sweeper-" + options.queue(),
            this::step,
            e -> events.trouble("sweeping stalled jobs", e));
  }

  void start() {
    loop.start();
  }

  private void step() throws InterruptedException {
    SweepStalled call =
        new SweepStalled(
            options.keys(),
            options.clock().millis(),
            options.sweep().toMillis(),
            options.maxStalled());
    for (String id : ScriptRunner.run(call, connection)) {
      events.tell(new WorkerEvent.Stalled(id));
    }
    pause.await(options.sweep());
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

package dev.tidemill.worker;

import dev.tidemill.loop.Loop;
import dev.tidemill.loop.Waiter;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The thread that waits at the queue's marker while there is nothing to claim, on a connection of
 * its own (protocol 1.5 and 3.4).
 */
final class MarkerWaiter implements AutoCloseable {

  /** What to wait for: the end of a rate limit, or the marker with a due time known. */
  private record Watch(long limitedMillis, double nextDue) {}

  private static final long MOST_DELAYED = 10_000;
  private static final long MOST_LIMITED = 30_000;
  private static final Duration SLACK = Duration.ofSeconds(1);

  private final FeedOptions options;
  private final Desk desk;
  private final Events events;
  private final RedisConnection connection;
  private final Loop loop;
  private final Waiter asked = new Waiter();
  private final AtomicReference<@Nullable Watch> watch = new AtomicReference<>();

  MarkerWaiter(FeedOptions options, Desk desk, Events events) {
    this.options = options;
    this.desk = desk;
    this.events = events;
    this.connection =
        new RedisConnection(options.redis(), options.clientName(), options.greeting());
    this.loop = new Loop("tidemill-marker-" + options.queue(), this::step, this::troubled);
  }

  void start() {
    loop.start();
  }

  /** Has it wait until there may be something to claim, and then feed the desk. */
  void watch(long limitedMillis, double nextDue) {
    watch.set(new Watch(limitedMillis, nextDue));
    asked.wake();
  }

  private void troubled(Throwable cause) {
    events.trouble("waiting for jobs", cause);
    desk.feed(); // the marker may have been popped for nobody: look for ourselves
  }

  private void step() throws InterruptedException {
    Watch next = watch.getAndSet(null);
    if (next == null) {
      asked.await();
      return;
    }
    if (next.limitedMillis() > 0) {
      waitOut(next);
      return;
    }
    double due = block(timeout(next.nextDue()));
    while (due > options.clock().millis() && !loop.isStopped()) {
      due = block(timeout(due));
    }
    if (!desk.feed()) {
      // Nobody here waits for what the marker announced: somebody elsewhere may.
      connection.call("ZADD", options.keys().marker(), "0", "0");
    }
  }

  /**
   * Waits until a limit has ended. Whoever asks meanwhile is answered how long it still lasts: that
   * wakes us, and is no reason to ask again.
   */
  private void waitOut(Watch limited) throws InterruptedException {
    long end = end(limited);
    long left = end - System.nanoTime();
    while (left > 0 && !loop.isStopped()) {
      asked.await(Duration.ofNanos(left));
      Watch newer = watch.getAndSet(null);
      if (newer != null && newer.limitedMillis() <= 0) {
        watch.compareAndSet(null, newer); // the limit is gone: the marker is to be watched
        return;
      }
      end = newer == null ? end : end(newer);
      left = end - System.nanoTime();
    }
    desk.feed();
  }

  private static long end(Watch limited) {
    long millis = Math.min(limited.limitedMillis(), MOST_LIMITED);
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private long timeout(double due) {
    if (due <= 0) {
      return options.drainDelay().toMillis();
    }
    return Math.clamp((long) Math.ceil(due - options.clock().millis()), 1, MOST_DELAYED);
  }

  /** Waits at the marker; answers its due time, or 0 for now. */
  private double block(long millis) {
    String seconds = String.format(Locale.ROOT, "%.3f", millis / 1000.0);
    Reply reply =
        connection.callBlocking(
            Duration.ofMillis(millis).plus(SLACK), "BZPOPMIN", options.keys().marker(), seconds);
    List<Reply> popped = reply.list();
    return popped.isEmpty() ? 0 : Double.parseDouble(popped.get(2).text());
  }

  @Override
  public void close() {
    loop.stop();
    connection.close();
    asked.wake();
    loop.close();
  }
}

package dev.tidemill.server.sse;

import dev.tidemill.redis.RedisException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Reads the history from its start and then as it grows, on a platform thread of its own. When it
 * has come to the present for the first time, it tells so with news of nothing.
 */
final class Follower implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Follower.class.getName());
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final Duration AT_ONCE = Duration.ofMillis(1);
  private static final long PAUSE_MILLIS = 500;

  private final Past past;
  private final Consumer<List<Past.Moment>> news;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile long heardAt = System.nanoTime();
  private String at = "";
  private boolean present; // of its own thread

  Follower(Past past, Consumer<List<Past.Moment>> news) {
    this.past = past;
    this.news = news;
  }

  void start() {
    Thread.ofPlatform().daemon().name("tidemill-sse-follower").start(this::keepReading);
  }

  /** How long ago the history has told something. */
  Duration silence() {
    return Duration.ofNanos(System.nanoTime() - heardAt);
  }

  private void keepReading() {
    try {
      while (closed.getCount() > 0) {
        if (!readOn()) {
          closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      // Nobody interrupts it but who wants it to end.
    }
  }

  private boolean readOn() {
    try {
      List<Past.Moment> moments = past.after(at, present ? WAIT : AT_ONCE);
      if (!moments.isEmpty()) {
        at = moments.getLast().id();
        heardAt = System.nanoTime();
        news.accept(moments);
      } else if (!present) {
        present = true;
        news.accept(List.of());
      }
      return true;
    } catch (RedisException e) {
      LOG.log(Level.DEBUG, "The history cannot be read; will try again", e);
      return false;
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The history cannot be read; will try again", e);
      return false;
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}

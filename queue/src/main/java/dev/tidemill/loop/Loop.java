package dev.tidemill.loop;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A platform thread that does one step after another until it is stopped.
 *
 * <p>A step that throws is told to {@code trouble} and followed by a pause; the thread goes on.
 * Starting twice and stopping twice, or before the start, do nothing.
 *
 * <p><b>Threading:</b> all methods from any thread; the step runs on the loop's own.
 */
public final class Loop implements AutoCloseable {

  /** What a loop does over and over. */
  @FunctionalInterface
  public interface Step {
    /** Does one step; may wait, and ends early when interrupted. */
    void run() throws InterruptedException;
  }

  private static final Duration AFTER_TROUBLE = Duration.ofMillis(200);

  private final Step step;
  private final Consumer<Throwable> trouble;
  private final Waiter pause = new Waiter();
  private final Thread thread;
  private volatile boolean stopped;

  /**
   * @param name of the thread
   * @param step what it does
   * @param trouble is told what a step threw
   */
  public Loop(String name, Step step, Consumer<Throwable> trouble) {
    this.step = step;
    this.trouble = trouble;
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  /** Starts the thread. */
  public synchronized Loop start() {
    if (thread.getState() == Thread.State.NEW && !stopped) {
      thread.start();
    }
    return this;
  }

  private void run() {
    while (!stopped) {
      try {
        step.run();
      } catch (InterruptedException e) {
        // Only close() interrupts, and then the flag says so.
      } catch (
          Throwable e) { // one of three places that catch all: the thread must outlive any step
        if (!stopped) {
          tell(e);
        }
      }
    }
  }

  private void tell(Throwable e) {
    try {
      trouble.accept(e);
      pause.await(AFTER_TROUBLE);
    } catch (InterruptedException stop) {
      // The flag is looked at next.
    } catch (RuntimeException listener) {
      System.getLogger(Loop.class.getName())
          .log(System.Logger.Level.WARNING, thread.getName() + ": a listener failed", listener);
    }
  }

  /** Whether {@link #close()} was called. */
  public boolean isStopped() {
    return stopped;
  }

  /** Asks the thread to end without waiting for it; the step under way is let through. */
  public void stop() {
    stopped = true;
    pause.wake();
  }

  /** Ends the thread and waits for it. */
  @Override
  public void close() {
    close(Duration.ofDays(365));
  }

  /**
   * As {@link #close()}, but waits for so long at most. The thread ends then with the step under
   * way, which can look at {@link #isStopped()}.
   *
   * @return whether it has ended, or is the calling one
   */
  public boolean close(Duration atMost) {
    synchronized (this) { // no longer: whoever else closes it may be the thread that is waited for
      stop();
    }
    thread.interrupt();
    return thread == Thread.currentThread() || awaitEnd(System.nanoTime() + atMost.toNanos());
  }

  private boolean awaitEnd(long deadline) {
    boolean interrupted = false;
    long left = Math.max(1, deadline - System.nanoTime());
    while (thread.isAlive() && left > 0) {
      try {
        thread.join(Duration.ofNanos(left));
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = deadline - System.nanoTime();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  @Override
  public String toString() {
    @Nullable String state = stopped ? "stopped" : "running";
    return thread.getName() + " (" + state + ")";
  }
}

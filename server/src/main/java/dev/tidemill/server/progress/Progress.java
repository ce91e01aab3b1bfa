package dev.tidemill.server.progress;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Shows how far a run is: a bar that is drawn over itself on a terminal, a plain line every few
 * seconds elsewhere.
 *
 * <p><b>Threading:</b> it draws on a thread of its own; {@link #say} may be called from any.
 */
public final class Progress implements AutoCloseable {

  private static final Duration DRAW_EVERY = Duration.ofMillis(200);
  private static final Duration TELL_EVERY = Duration.ofSeconds(5);
  private static final Duration RATE_WINDOW = Duration.ofSeconds(5);

  // A bar that is wider than the terminal must not go on in the next line, where nothing takes it
  // away.
  private static final String UNWRAPPED = "\033[?7l";
  private static final String WRAPPED = "\033[?7h";
  private static final String REST_OF_LINE_AWAY = "\033[K";

  private final PrintWriter err;
  private final Style style;
  private final Supplier<Standing> standing;
  private final LongSupplier nanos;
  private final Rates rates = new Rates(RATE_WINDOW);
  private final ReentrantLock line = new ReentrantLock();
  private boolean drawn;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** How it may be drawn. */
  public enum Style {
    /** A line now and then. */
    PLAIN,
    /** A bar of hash marks. */
    ASCII_BAR,
    /** A bar of blocks. */
    BAR
  }

  /**
   * Draws nothing before {@link #start}.
   *
   * @param err where it is shown
   * @param standing asked each time it is drawn
   */
  public Progress(PrintWriter err, Style style, Supplier<Standing> standing) {
    this(err, style, standing, System::nanoTime);
  }

  Progress(PrintWriter err, Style style, Supplier<Standing> standing, LongSupplier nanos) {
    this.err = err;
    this.style = style;
    this.standing = standing;
    this.nanos = nanos;
  }

  /** Begins to draw. */
  public void start() {
    Thread.ofPlatform().daemon().name("tidemill-progress").start(this::keepDrawing);
  }

  private void keepDrawing() {
    long every = (style == Style.PLAIN ? TELL_EVERY : DRAW_EVERY).toMillis();
    try {
      while (!closed.await(every, TimeUnit.MILLISECONDS)) {
        draw();
      }
    } catch (InterruptedException e) {
      // Nobody interrupts it but who wants it to end.
    }
  }

  /** Draws the standing as it is now. */
  void draw() {
    Standing now;
    try {
      now = standing.get();
    } catch (RuntimeException e) {
      return; // Redis is away for a moment: what is on the screen stays there.
    }
    line.lock();
    try {
      if (closed.getCount() == 0) {
        return;
      }
      double rate = rates.note(nanos.getAsLong(), now.done());
      if (style == Style.PLAIN) {
        err.println(ProgressLine.plain(now, rate));
      } else {
        over(ProgressLine.barred(now, rate, style == Style.BAR));
      }
      err.flush();
    } finally {
      line.unlock();
    }
  }

  private void over(String text) {
    err.print("\r" + UNWRAPPED + text + REST_OF_LINE_AWAY + WRAPPED);
    drawn = true;
  }

  /** Says something on a line of its own, without disturbing the bar. */
  public void say(String text) {
    line.lock();
    try {
      wipe();
      err.println(text);
      err.flush();
    } finally {
      line.unlock();
    }
  }

  private void wipe() {
    if (drawn) {
      err.print("\r" + REST_OF_LINE_AWAY);
      drawn = false;
    }
  }

  /** Stops drawing and takes the bar away. */
  @Override
  public void close() {
    closed.countDown();
    line.lock();
    try {
      wipe();
      err.flush();
    } finally {
      line.unlock();
    }
  }
}

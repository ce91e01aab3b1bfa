package dev.tidemill.server.sse;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection that gets the stream. What it cannot take at once waits in a bounded queue; when
 * that is full, everything in it goes and the viewer asks for a fresh picture instead.
 *
 * <p><b>Threading:</b> safe for any; no call waits for the network. Calls {@code gone} and {@code
 * drained} while it holds its own lock, so they must not ask for another.
 */
final class Viewer implements WriteListener {

  private static final int MOST_WAITING = 256;

  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private final ServletOutputStream out;
  private final Set<String> topics;
  private final Consumer<Viewer> drained;
  private final Consumer<Viewer> gone;
  private final ReentrantLock turn = new ReentrantLock();
  private final Queue<Frame> waiting = new ArrayDeque<>();
  private boolean fed;
  private boolean unflushed;
  private boolean lagged;
  private boolean closing;
  private boolean ended;

  /**
   * Nothing is sent yet.
   *
   * @param topics what it is told alone, empty for all
   * @param drained told each time that all it was fed has been taken
   * @param gone told when it is over
   */
  Viewer(
      ServletOutputStream out,
      Set<String> topics,
      Consumer<Viewer> drained,
      Consumer<Viewer> gone) {
    this.out = out;
    this.topics = topics;
    this.drained = drained;
    this.gone = gone;
  }

  /** Done when nothing more goes out. */
  CompletableFuture<Void> over() {
    return over;
  }

  /** Sends a frame as soon as the connection takes it; nothing more after {@link #close}. */
  void offer(Frame frame) {
    turn.lock();
    try {
      if (closing || ended || lagged || !frame.isOf(topics)) {
        return;
      }
      if (waiting.size() >= MOST_WAITING) {
        waiting.clear();
        lagged = true;
      } else {
        waiting.add(frame);
      }
      pump();
    } finally {
      turn.unlock();
    }
  }

  /**
   * Sends a page of what was missed, of which none may be lost; whoever feeds gives no more before
   * it was taken. Answers the place of the last.
   */
  @Nullable StreamId feed(List<Frame> page) {
    turn.lock();
    try {
      if (!closing && !ended) {
        page.stream().filter(frame -> frame.isOf(topics)).forEach(waiting::add);
        fed = true;
        pump();
      }
      return StreamId.parse(String.valueOf(page.getLast().id()));
    } finally {
      turn.unlock();
    }
  }

  /** Whether it has lost frames and could take a picture of the whole now. */
  boolean wantsPicture() {
    turn.lock();
    try {
      return lagged && !ended && out.isReady();
    } finally {
      turn.unlock();
    }
  }

  /** Sends the picture that makes up for what was lost; the stream goes on after it. */
  void catchUp(Frame picture) {
    turn.lock();
    try {
      lagged = false;
      offer(picture);
    } finally {
      turn.unlock();
    }
  }

  /** Sends what waits, then ends the connection. */
  void close() {
    turn.lock();
    try {
      closing = true;
      pump();
    } finally {
      turn.unlock();
    }
  }

  /** The connection takes more again. */
  @Override
  public void onWritePossible() {
    turn.lock();
    try {
      pump();
    } finally {
      turn.unlock();
    }
  }

  /** The connection is gone. */
  @Override
  public void onError(Throwable cause) {
    end();
  }

  private void pump() {
    try {
      while (!ended && out.isReady()) {
        Frame next = waiting.poll();
        if (next != null) {
          out.write(next.bytes());
          unflushed = true;
        } else if (unflushed) {
          unflushed = false;
          out.flush();
        } else {
          if (closing) {
            end();
          } else if (fed) {
            fed = false;
            drained.accept(this);
          }
          return;
        }
      }
    } catch (IOException | IllegalStateException e) {
      end(); // The other side has gone; whoever still wants the stream comes back.
    }
  }

  /** Lets go of the connection; idempotent. */
  void end() {
    turn.lock();
    try {
      if (!ended) {
        ended = true;
        waiting.clear();
        gone.accept(this);
        over.complete(null);
      }
    } finally {
      turn.unlock();
    }
  }
}

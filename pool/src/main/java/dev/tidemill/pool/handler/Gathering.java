package dev.tidemill.pool.handler;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;

/**
 * Reads a stream to its end on a thread of its own and keeps its first or its last bytes.
 *
 * <p><b>Threading:</b> one thread gathers, another asks.
 */
final class Gathering {

  private final InputStream stream;
  private final int most;
  private final boolean fromEnd;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(); // guarded by itself
  private final Thread thread;

  private Gathering(InputStream stream, int most, boolean fromEnd) {
    this.stream = stream;
    this.most = most;
    this.fromEnd = fromEnd;
    // Of the platform's: a read of a pipe holds a carrier, and there is a bound on those.
    this.thread = Thread.ofPlatform().daemon().name("tidemill-exec").unstarted(this::gather);
  }

  static Gathering head(InputStream stream, int most) {
    return started(new Gathering(stream, most, false));
  }

  static Gathering tail(InputStream stream, int most) {
    return started(new Gathering(stream, most, true));
  }

  private static Gathering started(Gathering gathering) {
    gathering.thread.start();
    return gathering;
  }

  private void gather() {
    byte[] chunk = new byte[8192];
    try (stream) {
      for (int read = stream.read(chunk); read > 0; read = stream.read(chunk)) {
        keep(chunk, read);
      }
    } catch (IOException e) {
      // The process is gone and its stream with it: what came before counts.
    }
  }

  private void keep(byte[] chunk, int read) {
    synchronized (kept) {
      kept.write(chunk, 0, fromEnd ? read : Math.min(read, most - kept.size()));
      if (fromEnd && kept.size() > 2 * most) {
        byte[] all = kept.toByteArray();
        kept.reset();
        kept.write(all, all.length - most, most);
      }
    }
  }

  /** What was kept; waits for the end of the stream, which a child that lives on may hold open. */
  byte[] within(Duration atMost) throws InterruptedException {
    if (!thread.join(atMost)) {
      thread.interrupt();
    }
    synchronized (kept) {
      byte[] all = kept.toByteArray();
      return fromEnd && all.length > most
          ? Arrays.copyOfRange(all, all.length - most, all.length)
          : all;
    }
  }
}

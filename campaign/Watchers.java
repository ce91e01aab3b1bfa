import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Those who look on: quick ones read at once, slow ones a little each second, silent ones never
 * again. One thread reads for all.
 */
final class Watchers implements AutoCloseable {

  private static final Pattern TICK =
      Pattern.compile("event: tick\ndata: \\{[^\n]*?\"t\":(\\d{13})");
  private static final long A_SECOND = 1_000_000_000L;
  private static final int SLOW_BYTES = 1_024;

  private final int port;
  private final Selector selector = Selector.open();
  private final List<Watcher> all = new ArrayList<>(); // under its own lock
  private final List<Double> delays = new ArrayList<>(); // under its own lock
  private final Thread reader = Thread.ofPlatform().daemon().unstarted(this::keepReading);
  private volatile boolean closed;

  Watchers(int port) throws IOException {
    this.port = port;
    reader.start();
  }

  /** One connection. */
  private static final class Watcher {
    final SocketChannel channel;
    final boolean slow;
    final StringBuilder text = new StringBuilder();
    volatile boolean silent;
    long next;

    Watcher(SocketChannel channel, boolean slow) {
      this.channel = channel;
      this.slow = slow;
    }
  }

  void open(int quick, int slow) throws IOException {
    for (int n = 0; n < quick + slow; n++) {
      open(n >= quick);
    }
  }

  private void open(boolean slow) throws IOException {
    SocketChannel channel = SocketChannel.open();
    if (slow) {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, 4_096);
    }
    channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    String request = "GET /events HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n";
    channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    channel.configureBlocking(false);
    Watcher watcher = new Watcher(channel, slow);
    synchronized (all) {
      all.add(watcher);
    }
    if (!slow) {
      channel.register(selector, SelectionKey.OP_READ, watcher);
      selector.wakeup();
    }
  }

  /** So many of them, quick and slow, read nothing from now on. */
  void silence(int count) {
    synchronized (all) {
      for (int n = 1; n <= count; n++) {
        Watcher watcher = all.get(n * (all.size() - 1) / count);
        watcher.silent = true;
        SelectionKey key = watcher.channel.keyFor(selector);
        if (key != null) {
          key.cancel();
        }
      }
    }
  }

  /** Those that are silent are gone: no end is said, the connection is reset. */
  int leaveWithoutAWord(int most) throws IOException {
    int gone = 0;
    synchronized (all) {
      for (Watcher watcher : all) {
        if (watcher.silent && gone < most) {
          watcher.channel.setOption(StandardSocketOptions.SO_LINGER, 0);
          watcher.channel.close();
          gone++;
        }
      }
    }
    return gone;
  }

  /** How late ticks came since the last time, in milliseconds and order. */
  List<Double> delays() {
    synchronized (delays) {
      List<Double> told = delays.stream().sorted().toList();
      delays.clear();
      return told;
    }
  }

  private void keepReading() {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    try {
      while (!closed) {
        selector.select(50);
        for (SelectionKey key : selector.selectedKeys()) {
          if (key.isValid()) {
            read((Watcher) key.attachment(), buffer.clear());
          }
        }
        selector.selectedKeys().clear();
        readSlowly(buffer);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void readSlowly(ByteBuffer buffer) throws IOException {
    long now = System.nanoTime();
    synchronized (all) {
      for (Watcher watcher : all) {
        if (watcher.slow && !watcher.silent && now - watcher.next >= 0) {
          watcher.next = now + A_SECOND;
          watcher.channel.read(buffer.clear().limit(SLOW_BYTES));
        }
      }
    }
  }

  private void read(Watcher watcher, ByteBuffer buffer) throws IOException {
    int length = watcher.channel.read(buffer);
    if (length < 0) {
      throw new IOException("a stream has ended");
    }
    watcher.text.append(new String(buffer.array(), 0, length, StandardCharsets.ISO_8859_1));
    int whole = watcher.text.lastIndexOf("\n\n");
    if (whole < 0) {
      return;
    }
    long now = System.currentTimeMillis();
    Matcher tick = TICK.matcher(watcher.text.substring(0, whole));
    watcher.text.delete(0, whole);
    synchronized (delays) {
      while (tick.find()) {
        delays.add((double) (now - Long.parseLong(tick.group(1))));
      }
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    selector.wakeup();
    synchronized (all) {
      for (Watcher watcher : all) {
        watcher.channel.close();
      }
    }
  }
}

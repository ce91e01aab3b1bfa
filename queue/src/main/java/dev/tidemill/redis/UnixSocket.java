package dev.tidemill.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * A socket in the file system in the shape that the client library wants: streams, and a limit to
 * how long a read waits. The JDK has only a channel for it.
 *
 * <p><b>Threading:</b> one thread reads and writes; {@link #close} comes from any.
 */
final class UnixSocket extends Socket {

  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private volatile int limitMillis;

  private UnixSocket(Path path) throws IOException {
    channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
    channel.configureBlocking(false);
    selector = Selector.open();
    key = channel.register(selector, SelectionKey.OP_READ);
  }

  static JedisSocketFactory factory(Path path, Duration limit) {
    return () -> {
      try {
        UnixSocket socket = new UnixSocket(path);
        socket.setSoTimeout((int) limit.toMillis());
        return socket;
      } catch (IOException e) {
        throw new JedisConnectionException("no server listens on " + path, e);
      }
    };
  }

  /** Waits until the channel is ready for that; with a limit of 0 for as long as it takes. */
  private void await(int operation) throws IOException {
    try {
      key.interestOps(operation);
      int ready = selector.select(limitMillis);
      selector.selectedKeys().clear();
      if (!channel.isOpen()) {
        throw new IOException("socket is closed");
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new IOException("interrupted");
      }
      if (ready == 0) {
        throw new SocketTimeoutException("no answer within " + limitMillis + " ms");
      }
    } catch (ClosedSelectorException | CancelledKeyException e) {
      throw new IOException("socket is closed", e);
    }
  }

  @Override
  public InputStream getInputStream() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int from, int most) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into, from, most);
        int count = channel.read(buffer);
        while (count == 0 && most > 0) {
          await(SelectionKey.OP_READ);
          count = channel.read(buffer);
        }
        return count;
      }
    };
  }

  @Override
  public OutputStream getOutputStream() {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, from, count);
        while (buffer.hasRemaining()) {
          if (channel.write(buffer) == 0) {
            await(SelectionKey.OP_WRITE);
          }
        }
      }
    };
  }

  @Override
  public void setSoTimeout(int millis) {
    limitMillis = millis;
  }

  @Override
  public int getSoTimeout() {
    return limitMillis;
  }

  @Override
  public boolean isConnected() {
    return channel.isConnected();
  }

  @Override
  public boolean isBound() {
    return true;
  }

  @Override
  public boolean isClosed() {
    return !channel.isOpen();
  }

  @Override
  public boolean isInputShutdown() {
    return !channel.isOpen();
  }

  @Override
  public boolean isOutputShutdown() {
    return !channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    selector.close();
  }
}
